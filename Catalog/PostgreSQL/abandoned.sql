-- Run by probe.sh while the pipe of a copy is there. Nobody has the lock: what paused the replay has ended without resuming it.
select pg_try_advisory_lock(7018802) as abandoned \gset
\if :abandoned
select pg_wal_replay_resume() where pg_is_in_recovery();
\! rm -f "$RUN/log" "$RUN/resume"
\endif
