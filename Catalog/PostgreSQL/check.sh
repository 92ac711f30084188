#!/bin/sh
# Ends with an error, and says why, when the server doesn't run with what its files say. Writes 'again' when it will after
# another restart, once its primary has been changed: a standby must allow at least as much as its primary.
set -eu

refused=$(psql -AtqX -v ON_ERROR_STOP=1 << 'END'
select format('%s, line %s: %s %s', regexp_replace(f.sourcefile, '^.*/', ''), f.sourceline, f.name,
    case when s.pending_restart then 'changes only with a restart' else f.error end)
from pg_file_settings f left join pg_settings s using (name)
where (f.error is not null or s.pending_restart)
    and not coalesce(s.source = 'command line' and s.name in ('max_connections', 'max_wal_senders', 'hot_standby'), false)
union all
select format('pg_hba.conf, line %s: %s', line_number, error) from pg_hba_file_rules where error is not null;
END
)
if [ -n "$refused" ]; then
    printf '%s\n' "$refused" >&2
    exit 1
fi

psql -AtqX -v ON_ERROR_STOP=1 << 'END'
select 'again' from pg_settings s
where s.source = 'command line' and s.name in ('max_connections', 'max_wal_senders')
    and exists (select from pg_file_settings f where f.name = s.name and f.setting <> s.setting)
limit 1;
END
