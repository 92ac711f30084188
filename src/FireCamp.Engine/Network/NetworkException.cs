using FireCamp.Engine.Model;

namespace FireCamp.Engine.Network;

/// <summary>A cluster can't have a network.</summary>
public sealed class NetworkException(string message, string nextStep, Exception? inner = null)
    : FireCampException("NetworkFailed", message, nextStep, inner);
