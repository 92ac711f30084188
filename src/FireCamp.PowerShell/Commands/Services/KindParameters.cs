using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Reflection;
using FireCamp.Engine.Catalog;
using FireCamp.PowerShell.Completion;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>The parameters that kinds add to a cmdlet: one for each option and for each credential.</summary>
internal sealed class KindParameters
{
    private readonly HashSet<string> taken;
    private readonly Dictionary<string, RuntimeDefinedParameter> options = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, RuntimeDefinedParameter> credentials = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="kinds">Mostly one; where it isn't known which, all that it can be.</param>
    /// <param name="cmdlet">An option that is called like one of its parameters can only be given with <c>-Option</c>.</param>
    /// <param name="isOffered">Which options are offered.</param>
    public KindParameters(IEnumerable<ServiceDefinition> kinds, Type cmdlet, Func<OptionDefinition, bool> isOffered)
    {
        taken = new HashSet<string>(OwnNames(cmdlet), StringComparer.OrdinalIgnoreCase);
        foreach (var kind in kinds)
        {
            foreach (var option in kind.Options.Where(isOffered))
            {
                var completer = new ArgumentCompleterAttribute(typeof(OptionValueCompleter));
                Add(options, option.Name, option.Name, TypeOf(option.Type), option.Help, completer);
            }

            foreach (var credential in kind.Credentials.Where(c => !c.IsInternal))
            {
                var name = $"{char.ToUpperInvariant(credential.Name[0])}{credential.Name[1..]}Credential";
                Add(credentials, credential.Name, name, typeof(PSCredential), credential.Help, new CredentialAttribute());
            }
        }
    }

    public RuntimeDefinedParameterDictionary Dictionary { get; } = [];

    /// <summary>Options that were given, by name.</summary>
    public IEnumerable<KeyValuePair<string, object>> GivenOptions => Given(options);

    /// <summary>Credentials that were given, by the credential's name.</summary>
    public IEnumerable<KeyValuePair<string, object>> GivenCredentials => Given(credentials);

    // PowerShell refuses a parameter that is there already.
    private static IEnumerable<string> OwnNames(Type cmdlet)
        => cmdlet.GetProperties()
            .Where(p => p.IsDefined(typeof(ParameterAttribute)))
            .SelectMany(p => p.GetCustomAttributes<AliasAttribute>().SelectMany(a => a.AliasNames).Append(p.Name))
            .Concat(Cmdlet.CommonParameters)
            .Concat(Cmdlet.OptionalCommonParameters);

    private static IEnumerable<KeyValuePair<string, object>> Given(Dictionary<string, RuntimeDefinedParameter> parameters)
        => parameters.Where(p => p.Value.IsSet).Select(p => KeyValuePair.Create(p.Key, p.Value.Value));

    private void Add(
        Dictionary<string, RuntimeDefinedParameter> group, string key, string name, Type type, string help, Attribute extra)
    {
        if (Dictionary.TryGetValue(name, out var known) && known.ParameterType != type)
        {
            // Two kinds mean different things by it: text is what every option can be read from.
            known.ParameterType = typeof(string);
        }

        if (taken.Contains(name) || known is not null)
        {
            return;
        }

        var attributes = new Collection<Attribute> { new ParameterAttribute { HelpMessage = help }, extra };
        var parameter = new RuntimeDefinedParameter(name, type, attributes);
        Dictionary.Add(name, parameter);
        group.Add(key, parameter);
    }

    // Sizes and durations are text: the engine reads their units, and says all that is wrong at once.
    private static Type TypeOf(OptionType type) => type switch
    {
        OptionType.Integer => typeof(long),
        OptionType.Number => typeof(double),
        OptionType.Boolean => typeof(SwitchParameter),
        _ => typeof(string),
    };
}
