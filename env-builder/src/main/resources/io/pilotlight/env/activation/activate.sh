# Source this file from sh, bash or zsh; it cannot be run. Leave with: {{deactivate}}

if [ -n "${_{{variable}}_ACTIVE:-}" ]; then
    {{deactivate}}
fi

{{deactivate}} () {
    # our folders go from PATH, and what was put there since then stays
    _{{variable}}_PATH=":${PATH:-}:"
    for _{{variable}}_ENTRY in {{folders}}; do
        _{{variable}}_ENTRY=":$_{{variable}}_ACTIVE/$_{{variable}}_ENTRY:"
        _{{variable}}_REST=${_{{variable}}_PATH#*"$_{{variable}}_ENTRY"}
        if [ "$_{{variable}}_REST" != "$_{{variable}}_PATH" ]; then
            _{{variable}}_PATH="${_{{variable}}_PATH%%"$_{{variable}}_ENTRY"*}:$_{{variable}}_REST"
        fi
    done
    PATH=${_{{variable}}_PATH#:}
    PATH=${PATH%:}
    export PATH
#each changed
    if [ -n "${_{{variable}}_OLD_{{name}}+set}" ]; then
        {{name}}=$_{{variable}}_OLD_{{name}}
        export {{name}}
        unset _{{variable}}_OLD_{{name}}
    else
        unset {{name}}
    fi
#end
    if [ -n "${_{{variable}}_SHOWN:-}" ]; then
        _{{variable}}_REST=${PS1#*"$_{{variable}}_SHOWN"}
        if [ "$_{{variable}}_REST" != "$PS1" ]; then
            PS1=${PS1%%"$_{{variable}}_SHOWN"*}$_{{variable}}_REST
        fi
        unset _{{variable}}_SHOWN
    fi
    unset {{variable}} {{variable}}_PROMPT
    unset _{{variable}}_ACTIVE _{{variable}}_PATH _{{variable}}_ENTRY _{{variable}}_REST
    hash -r 2> /dev/null || true
    unset -f {{deactivate}}
}

{{variable}}={{directory}}
{{variable}}_PROMPT={{prompt}}
if command -v cygpath > /dev/null 2>&1; then
    # on Windows, this shell's PATH has folders in another form
    {{variable}}=$(cygpath "${{variable}}")
fi
export {{variable}} {{variable}}_PROMPT
_{{variable}}_ACTIVE=${{variable}}

_{{variable}}_PATH=
for _{{variable}}_ENTRY in {{folders}}; do
    _{{variable}}_PATH="$_{{variable}}_PATH${{variable}}/$_{{variable}}_ENTRY:"
done
# an empty entry in PATH would stand for the current folder
PATH="${_{{variable}}_PATH%:}${PATH:+:$PATH}"
export PATH
#each changed
if [ -n "${{{name}}+set}" ]; then
    _{{variable}}_OLD_{{name}}=${{name}}
fi
#end
#each set
{{name}}={{value}}
export {{name}}
#end
#each unset
unset {{name}}
#end

if [ -z "${VIRTUAL_ENV_DISABLE_PROMPT:-}" ] && [ -n "${PS1+set}" ]; then
    _{{variable}}_SHOWN={{shown}}
    PS1=$_{{variable}}_SHOWN$PS1
fi
unset _{{variable}}_PATH _{{variable}}_ENTRY
hash -r 2> /dev/null || true
