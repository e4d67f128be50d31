// Runs change the console and the working directory of the process, and so wait for each other anyway.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
