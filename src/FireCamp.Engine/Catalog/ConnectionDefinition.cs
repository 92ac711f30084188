namespace FireCamp.Engine.Catalog;

/// <summary>A way to connect. Liquid over the service's context; never holds a password.</summary>
/// <param name="Name">Such as <c>uri</c>, <c>npgsql</c>, <c>psql</c>.</param>
/// <param name="Text">Such as <c>postgresql://{{ credentials.superuser.user }}@{{ primary.endpoint }}/postgres</c>.</param>
public sealed record ConnectionDefinition(string Name, string Text, string? When);
