# Control groups (version 1): each machine has one in every hierarchy, which its dockerd takes for the root. They also tell
# which processes belong to a lab, whatever became of its folder.
# shellcheck shell=bash

# The caller's own folder in each hierarchy.
own_cgroups() {
    local id controllers path root point
    while IFS=: read -r id controllers path; do
        [ "$id" != 0 ] || continue
        while read -r root point; do
            printf '%s%s\n' "$point" "${path#"${root%/}"}"
            break
        done < <(awk -v wanted="$controllers" '
            { separator = 0; for (i = 7; i <= NF; i++) if ($i == "-") separator = i }
            $(separator + 1) == "cgroup" && ("," $(separator + 3) ",") ~ ("," wanted ",") { print $4, $5 }' /proc/self/mountinfo)
    done < /proc/self/cgroup
}

make_cgroups() {
    local folder
    while read -r folder; do
        make_cgroup "${folder%/}" "firecamp-lab/$lab_id/$1"
    done < <(own_cgroups)
}

make_cgroup() {
    local folder=$1 name file
    # Another lab's end may remove the upper one meanwhile.
    for name in {1..20}; do
        ! mkdir -p "$folder/$2" 2> /dev/null || break
    done
    for name in ${2//\// }; do
        for file in cpuset.cpus cpuset.mems; do
            if [ -f "$folder/$name/$file" ] && [ -z "$(< "$folder/$name/$file")" ]; then
                cat "$folder/$file" > "$folder/$name/$file"
            fi
        done
        folder=$folder/$name
    done
}

# Moves the calling process.
enter_cgroups() {
    local folder
    while read -r folder; do
        echo "$BASHPID" > "${folder%/}/firecamp-lab/$lab_id/$1/cgroup.procs"
    done < <(own_cgroups)
}

# The lab's control groups, or one machine's, in all hierarchies, wherever the lab was started from.
find_cgroups() {
    find /sys/fs/cgroup -mindepth 2 -type d -path "*/firecamp-lab/$lab_id${1:+/$1}" -prune 2> /dev/null
}

freezer_of() {
    find_cgroups "$1" | grep '^/sys/fs/cgroup/[^/]*freezer' || fail "$1 has no control group to freeze it by: is it down?"
}

# Whether no process is left in the lab's or the machine's groups; a zombie is none.
cgroups_are_empty() {
    [ -z "$(cgroup_processes "${1:-}")" ]
}

cgroup_processes() {
    local id state
    find_cgroups "${1:-}" | while read -r folder; do
        find "$folder" -name cgroup.procs -exec cat {} + 2> /dev/null || :
    done | sort -un | while read -r id; do
        { state=$(sed 's/.*) \(.\).*/\1/' "/proc/$id/stat"); } 2> /dev/null || continue
        case $state in
        Z | X | '') ;;
        *) echo "$id" ;;
        esac
    done
}

# Kills what is in the groups, frozen or not, and waits until it is gone.
empty_cgroups() {
    local folder id
    while read -r id; do
        kill -KILL "$id" 2> /dev/null || :
    done < <(cgroup_processes "${1:-}")
    find_cgroups "${1:-}" | grep '^/sys/fs/cgroup/[^/]*freezer' | while read -r folder; do
        find "$folder" -name freezer.state | while read -r state; do
            echo THAWED > "$state" 2> /dev/null || :
        done
    done || :
    wait_for "all processes of ${1:-the lab} end" 20 cgroups_are_empty "${1:-}"
}

# Zombies hold their groups until they are reaped, which is up to the machine's own first process.
remove_cgroups() {
    wait_for "the control groups of ${1:-the lab} can be removed" 20 cgroups_are_removed "${1:-}"
}

cgroups_are_removed() {
    find_cgroups "${1:-}" | while read -r folder; do
        find "$folder" -depth -type d -exec rmdir {} + 2> /dev/null || :
    done
    if [ -n "$(find_cgroups "${1:-}")" ]; then
        return 1
    fi
    if [ -z "${1:-}" ]; then
        find /sys/fs/cgroup -mindepth 2 -type d -name firecamp-lab -prune -exec rmdir --ignore-fail-on-non-empty {} + 2> /dev/null || :
    fi
}
