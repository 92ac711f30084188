using System.Collections;
using System.Management.Automation;
using FireCamp.MiniPester.Model;

namespace FireCamp.MiniPester.Running;

/// <summary>Gives the values of -ForEach to scripts.</summary>
internal static class ScopeVariables
{
    /// <summary>Sets <c>$_</c>, and a variable for each key of a table, in the current scope.</summary>
    public static void Define(PSCmdlet cmdlet, PesterNode node)
    {
        if (!node.HasData)
        {
            return;
        }

        cmdlet.SessionState.PSVariable.Set("_", node.Data);
        if (node.Data is IDictionary table)
        {
            foreach (DictionaryEntry entry in table)
            {
                cmdlet.SessionState.PSVariable.Set(entry.Key.ToString(), entry.Value);
            }
        }
    }
}
