using System.Management.Automation;
using System.Reflection;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>A type's static members as scripts see them, overloads in one.</summary>
internal static class StaticMembers
{
    private static readonly MethodInfo Getter = typeof(PSObject)
        .GetMethod(
            "GetStaticCLRMember", BindingFlags.Static | BindingFlags.NonPublic, [typeof(object), typeof(string)])!;

    public static PSMemberInfo? Find(Type type, string name) => (PSMemberInfo?)Getter.Invoke(null, [type, name]);
}
