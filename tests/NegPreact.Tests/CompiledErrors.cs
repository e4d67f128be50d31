using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace NegPreact.Tests;

/// <summary>
/// What the built programs say of errors: each place where a <see cref="NegPreactException"/> is made, with its kind,
/// and all literals. The assemblies are read, not loaded.
/// </summary>
internal sealed class CompiledErrors
{
    private static readonly Dictionary<short, OpCode> codes =
        typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    private readonly MetadataReader metadata;

    private CompiledErrors(PEReader file)
    {
        metadata = file.GetMetadataReader();
        var methods = new Dictionary<EntityHandle, Method>();
        foreach (var handle in metadata.MethodDefinitions)
            if (metadata.GetMethodDefinition(handle).RelativeVirtualAddress is > 0 and var address)
                methods[handle] = Read(file.GetMethodBody(address));
        foreach (var method in methods.Values)
        {
            Literals.UnionWith(method.Literals);
            var ofDerived = method.Calls.Select(methods.GetValueOrDefault).SelectMany(m => m?.PassedToBase ?? []);
            foreach (var kind in method.Kinds.Union(ofDerived).Select(k => (ErrorKind)k))
                (Made.TryGetValue(kind, out var there) ? there : Made[kind] = []).UnionWith(method.Literals);
        }
    }

    /// <summary>Every string in the code.</summary>
    public HashSet<string> Literals { get; } = [];

    /// <summary>The kinds of the exceptions that are made, each with the strings of the methods that make it.</summary>
    public Dictionary<ErrorKind, HashSet<string>> Made { get; } = [];

    /// <summary>Reads a program or a library.</summary>
    public static CompiledErrors Of(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        return new CompiledErrors(file);
    }

    private sealed record Method(
        HashSet<int> Kinds, HashSet<int> PassedToBase, HashSet<string> Literals, HashSet<EntityHandle> Calls);

    // Goes through a method once, from top to bottom, and keeps which constants each place of the stack can hold: the
    // kind is the first argument, and what makes the message may branch.
    private Method Read(MethodBodyBlock body)
    {
        var read = new Method([], [], [], []);
        var arriving = new Dictionary<int, List<HashSet<int>>>(); // the stack at places that are jumped to
        foreach (var region in body.ExceptionRegions)
        {
            if (region.Kind is ExceptionRegionKind.Catch or ExceptionRegionKind.Filter)
                arriving[region.HandlerOffset] = [[]];
            if (region.Kind == ExceptionRegionKind.Filter)
                arriving[region.FilterOffset] = [[]];
        }

        List<HashSet<int>>? stack = [];
        for (var reader = body.GetILReader(); reader.RemainingBytes > 0;)
        {
            if (arriving.TryGetValue(reader.Offset, out var other))
                stack = Merged(stack, other);
            stack ??= [];
            var code = codes[reader.ReadByte() is var first and not 0xFE ? first : (short)(0xFE00 | reader.ReadByte())];
            var (pops, pushes) = (Places(code.StackBehaviourPop), Places(code.StackBehaviourPush));
            HashSet<int> pushed = code == OpCodes.Dup ? stack[^1] : [];
            int[] targets = [];
            switch (code.OperandType)
            {
                case OperandType.InlineMethod or OperandType.InlineSig:
                    var handle = MetadataTokens.EntityHandle(reader.ReadInt32());
                    var called = Called(handle);
                    read.Calls.Add(handle);
                    var arguments = called.Parameters + (called.HasThis && code != OpCodes.Newobj ? 1 : 0);
                    if (code.FlowControl != FlowControl.Call)
                        break; // ldftn takes no argument
                    if (called.Name == $"{nameof(NegPreactException)}..ctor")
                        (code == OpCodes.Newobj ? read.Kinds : read.PassedToBase).UnionWith(stack[^called.Parameters]);
                    pops = arguments + (code == OpCodes.Calli ? 1 : 0);
                    pushes = called.Returns || code == OpCodes.Newobj ? 1 : 0;
                    break;
                case OperandType.InlineString:
                    var text = (UserStringHandle)MetadataTokens.Handle(reader.ReadInt32());
                    read.Literals.Add(metadata.GetUserString(text));
                    break;
                case OperandType.InlineSwitch:
                    targets = new int[reader.ReadInt32()];
                    for (var i = 0; i < targets.Length; i++)
                        targets[i] = reader.ReadInt32();
                    targets = [.. targets.Select(t => t + reader.Offset)];
                    break;
                case OperandType.InlineBrTarget:
                    targets = [reader.ReadInt32() + reader.Offset];
                    break;
                case OperandType.ShortInlineBrTarget:
                    targets = [reader.ReadSByte() + reader.Offset];
                    break;
                case OperandType.InlineI:
                    pushed = [reader.ReadInt32()];
                    break;
                case OperandType.ShortInlineI when code == OpCodes.Ldc_I4_S:
                    pushed = [reader.ReadSByte()];
                    break;
                case OperandType.InlineNone
                    when code.Value >= OpCodes.Ldc_I4_0.Value && code.Value <= OpCodes.Ldc_I4_8.Value:
                    pushed = [code.Value - OpCodes.Ldc_I4_0.Value];
                    break;
                default:
                    reader.Offset += Size(code.OperandType);
                    break;
            }

            stack = [.. stack.SkipLast(pops), .. Enumerable.Repeat(pushed, pushes)];
            foreach (var target in targets)
                arriving[target] = code.Name!.StartsWith("leave", StringComparison.Ordinal)
                    ? []
                    : Merged(arriving.GetValueOrDefault(target), stack);
            if (code.FlowControl is FlowControl.Branch or FlowControl.Return or FlowControl.Throw)
                stack = null;
        }

        return read;
    }

    private static List<HashSet<int>> Merged(List<HashSet<int>>? stack, List<HashSet<int>> other) =>
        stack is null ? other : [.. stack.Zip(other, (a, b) => a.Union(b).ToHashSet())];

    private (string Name, int Parameters, bool HasThis, bool Returns) Called(EntityHandle handle)
    {
        if (handle.Kind == HandleKind.MethodSpecification)
            handle = metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method;
        var (name, signature) = handle.Kind switch
        {
            HandleKind.MethodDefinition => Of(metadata.GetMethodDefinition((MethodDefinitionHandle)handle)),
            HandleKind.MemberReference => Of(metadata.GetMemberReference((MemberReferenceHandle)handle)),
            _ => ("", metadata.GetStandaloneSignature((StandaloneSignatureHandle)handle).Signature),
        };
        var reader = metadata.GetBlobReader(signature);
        var header = reader.ReadSignatureHeader();
        if (header.IsGeneric)
            reader.ReadCompressedInteger();
        var parameters = reader.ReadCompressedInteger();
        var type = reader.ReadSignatureTypeCode();
        while (type is SignatureTypeCode.RequiredModifier or SignatureTypeCode.OptionalModifier)
        {
            reader.ReadTypeHandle();
            type = reader.ReadSignatureTypeCode();
        }

        return (name, parameters, header.IsInstance, type != SignatureTypeCode.Void);

        (string, BlobHandle) Of(object member) => member switch
        {
            MethodDefinition m => (Name(metadata.GetTypeDefinition(m.GetDeclaringType()).Name, m.Name), m.Signature),
            MemberReference { Parent.Kind: HandleKind.TypeReference } m =>
                (Name(metadata.GetTypeReference((TypeReferenceHandle)m.Parent).Name, m.Name), m.Signature),
            MemberReference m => (metadata.GetString(m.Name), m.Signature),
            _ => throw new InvalidOperationException($"{member} cannot be called"),
        };

        string Name(StringHandle type, StringHandle method) =>
            $"{metadata.GetString(type)}.{metadata.GetString(method)}";
    }

    // Pop0, Popref_popi, Push1_push1, …
    private static int Places(StackBehaviour behaviour) =>
        behaviour is StackBehaviour.Pop0 or StackBehaviour.Push0 or StackBehaviour.Varpop or StackBehaviour.Varpush
            ? 0
            : behaviour.ToString().Split('_').Length;

    private static int Size(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
