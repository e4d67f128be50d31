using System.CommandLine;
using NegPreact.Generation;

namespace NegPreact.Cli;

/// <summary><c>negpreact generate-tasks</c>: writes data/tasks again.</summary>
internal static class TasksCommand
{
    public static Command Make()
    {
        var seed = new Option<int>("--seed")
        {
            Description = "Seed of the draws; the same seed writes the same bytes.",
            DefaultValueFactory = _ => 1,
        };
        var output = new Option<string>("--out")
        {
            Description = "Folder for one .jsonl file per task.",
            DefaultValueFactory = _ => Path.Combine(Repository.Root, "data", "tasks"),
        };
        var count = new Option<int>("--count")
        {
            Description = "Items per task.",
            DefaultValueFactory = _ => TaskGenerator.ItemsEach,
        };
        var command = new Command(
            "generate-tasks",
            "Writes multiple-choice tasks in which grammar gives no clue.")
        {
            seed, output, count,
        };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(output)!;
            if (parsed.GetValue(count) < 1)
                throw new NegPreactException(
                    ErrorKind.Settings, $"--count {parsed.GetValue(count)} asks for nothing; give 1 or more.");
            OutputFolder.Check(folder);
            foreach (var task in Enum.GetValues<GeneratedTask>())
            {
                var items = TaskGenerator.Generate(task, parsed.GetValue(count), parsed.GetValue(seed));
                File.WriteAllText(
                    Path.Combine(folder, TaskGenerator.NameOf(task) + ".jsonl"),
                    string.Concat(items.Select(i => i.ToJson() + "\n")));
            }
            Console.WriteLine(
                $"{Enum.GetValues<GeneratedTask>().Length} tasks, {parsed.GetValue(count)} items each: {folder}");
            return 0;
        });
        return command;
    }
}
