using FireCamp.Engine.Catalog.Templates;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rendering;

/// <summary>What a service has by its options: credentials, and the volumes of each member.</summary>
internal static class ServiceParts
{
    /// <summary>Those that the service has already keep their secrets.</summary>
    public static IReadOnlyList<ServiceCredential> Credentials(ServiceDefinition definition, ServiceSpec service)
    {
        var context = ServiceContext.ForChoices(definition, service);
        var credentials = new List<ServiceCredential>();
        for (var i = 0; i < definition.Credentials.Count; i++)
        {
            var credential = definition.Credentials[i];
            if (TemplateEngine.Holds(definition.Source.Condition($"credentials[{i}].when", credential.When), context))
            {
                var user = TemplateEngine.Render(definition.Source.Text($"credentials[{i}].userName", credential.UserName), context);
                var known = service.Credentials.FirstOrDefault(c => c.Name == credential.Name);
                var secret = known?.SecretId ?? ServiceCredential.IdOf(service.Name, credential.Name);
                credentials.Add(new ServiceCredential(credential.Name, user, secret, credential.IsInternal));
            }
        }

        return credentials;
    }

    public static IReadOnlyList<VolumeSpec> Volumes(ServiceDefinition definition, ServiceSpec service, MemberPlace place)
    {
        var context = ServiceContext.ForChoices(definition, service);
        var volumes = new List<VolumeSpec>();
        for (var i = 0; i < definition.Volumes.Count; i++)
        {
            var volume = definition.Volumes[i];
            if (TemplateEngine.Holds(definition.Source.Condition($"volumes[{i}].when", volume.When), context))
            {
                var name = VolumeSpec.NameOf(service.Cluster, place.Name, volume.Name);
                var size = ByteSize.Parse(service.Options.GetValueOrDefault(volume.Size, volume.Size));
                volumes.Add(new VolumeSpec(name, volume.Name, volume.Mount, size, place.Zone));
            }
        }

        return volumes;
    }
}
