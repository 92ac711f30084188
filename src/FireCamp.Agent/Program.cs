using FireCamp.Agent;
using FireCamp.Agent.Leases;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Model;

Posix.HearIgnoredSignals();
var log = new AgentLog(Console.Out, new BootClock());
try
{
    return await AgentHost.RunAsync(AgentArguments.Parse(args), log).ConfigureAwait(false);
}
catch (FireCampException e)
{
    log.Write($"{e.ErrorId}: {e.Message} {e.NextStep}");
    return 1;
}
