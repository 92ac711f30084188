using Xunit.Sdk;
using Xunit.v3;

// Real servers on one machine: one story at a time.
[assembly: Parallelization(Mode = ParallelMode.None)]
