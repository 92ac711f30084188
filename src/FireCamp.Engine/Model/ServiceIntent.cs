namespace FireCamp.Engine.Model;

/// <summary>What a service's last operation wanted of it. Written by operations only; what is seen is <see cref="ServicePhase"/>.</summary>
public enum ServiceIntent
{
    Creating,
    Running,
    Stopped,
    Removing,
}
