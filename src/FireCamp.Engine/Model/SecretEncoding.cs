namespace FireCamp.Engine.Model;

/// <summary>How a secret's value is written where it stands, so that any character is safe there.</summary>
public enum SecretEncoding
{
    /// <summary>As it is.</summary>
    Raw,

    /// <summary>Inside single quotes that double themselves, as in SQL literals and postgresql.conf: <c>'</c> → <c>''</c>.</summary>
    Sql,

    /// <summary>Inside single quotes of a libpq connection string: <c>\</c> and <c>'</c> get a backslash.</summary>
    Libpq,

    /// <summary>Inside double quotes with backslash escapes, as in redis.conf: <c>\</c> and <c>"</c> get a backslash.</summary>
    Quoted,

    /// <summary>A field of a .pgpass file: <c>\</c> and <c>:</c> get a backslash.</summary>
    Pgpass,

    /// <summary>A whole word of POSIX shell, quotes included.</summary>
    Shell,

    /// <summary>Percent-encoded for a URI.</summary>
    Uri,
}
