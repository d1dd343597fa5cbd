# shellcheck shell=bash
# Sourced by the parts of the tests: runs checks, counts them, and says the sum in the last line.
passed=0
failed=0

# check NAME COMMAND…: one test, which passes if the command does.
check() {
    local name=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
        printf '  ok      %s\n' "$name"
    else
        failed=$((failed + 1))
        printf '  FAILED  %s\n' "$name"
    fi
}

# count PASSED FAILED: tests that another tool has run and counted.
count() {
    passed=$((passed + $1))
    failed=$((failed + $2))
}

# tally: the last line of a part. A part that ran no test has failed.
tally() {
    if ((passed + failed == 0)); then
        printf '  FAILED  no test ran\n'
        failed=1
    fi
    printf '%d passed, %d failed\n' "$passed" "$failed"
    ((failed == 0))
}

# failed_in LOG: the names of the tests that failed, in the words of whatever ran them: a check of ours, cargo, vitest. Cargo
# says them where they happen, and once more in a list at the end.
failed_in() {
    sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '
        /^failures:$/ { listed = 1 }
        /^test result:/ { listed = 0 }
        listed && /^    [a-z0-9_:]+$/ { print "  test", $1 }
        /^test .* \.\.\. FAILED$/ { print "  test", $2 }
        /^ *(FAILED|FAIL|×|✗) / || /^error(\[E[0-9]+\])?: / { sub(/^ */, "  "); print }
    ' | sort -u
}
