using FireCamp.Swarm.Agent.Tests;
using Xunit.Sdk;
using Xunit.v3;

// What one test does to a node another would feel.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(AgentLab))]
