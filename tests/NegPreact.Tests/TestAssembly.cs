// Tests count live native tensors and set torch's global seed and thread count: one at a time.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
