using FireCamp.Swarm.Tests;
using Xunit.Sdk;
using Xunit.v3;

// One lab for all, and one test at a time, for some take managers away.
[assembly: AssemblyFixture(typeof(LabFixture))]
[assembly: Parallelization(Mode = ParallelMode.None)]
