using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Reflection;
using FireCamp.Engine.Catalog;
using FireCamp.PowerShell.Completion;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>The parameters that a kind adds to <c>New-FireCampService</c>: one for each option and for each credential.</summary>
internal sealed class KindParameters
{
    // An option of such a name can only be given with -Option: PowerShell refuses a parameter that is there already.
    private static readonly HashSet<string> Taken = new(
        typeof(NewFireCampServiceCommand).GetProperties()
            .Where(p => p.IsDefined(typeof(ParameterAttribute)))
            .SelectMany(p => p.GetCustomAttributes<AliasAttribute>().SelectMany(a => a.AliasNames).Append(p.Name))
            .Concat(Cmdlet.CommonParameters)
            .Concat(Cmdlet.OptionalCommonParameters),
        StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, RuntimeDefinedParameter> options = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, RuntimeDefinedParameter> credentials = new(StringComparer.OrdinalIgnoreCase);

    public KindParameters(ServiceDefinition kind)
    {
        foreach (var option in kind.Options)
        {
            Add(options, option.Name, option.Name, TypeOf(option.Type), option.Help, new ArgumentCompleterAttribute(typeof(OptionValueCompleter)));
        }

        foreach (var credential in kind.Credentials.Where(c => !c.IsInternal))
        {
            var name = $"{char.ToUpperInvariant(credential.Name[0])}{credential.Name[1..]}Credential";
            Add(credentials, credential.Name, name, typeof(PSCredential), credential.Help, new CredentialAttribute());
        }
    }

    public RuntimeDefinedParameterDictionary Dictionary { get; } = [];

    /// <summary>Options that were given, by name.</summary>
    public IEnumerable<KeyValuePair<string, object>> GivenOptions => Given(options);

    /// <summary>Credentials that were given, by the credential's name.</summary>
    public IEnumerable<KeyValuePair<string, object>> GivenCredentials => Given(credentials);

    private static IEnumerable<KeyValuePair<string, object>> Given(Dictionary<string, RuntimeDefinedParameter> parameters)
        => parameters.Where(p => p.Value.IsSet).Select(p => KeyValuePair.Create(p.Key, p.Value.Value));

    private void Add(
        Dictionary<string, RuntimeDefinedParameter> group, string key, string name, Type type, string help, Attribute extra)
    {
        if (Taken.Contains(name) || Dictionary.ContainsKey(name))
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
