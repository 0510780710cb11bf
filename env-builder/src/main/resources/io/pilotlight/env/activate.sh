# Source this file from sh, bash or zsh; it cannot be run. Leave with: deactivate_node

deactivate_node () {
    if [ -n "${_PILOTLIGHT_OLD_PATH+set}" ]; then
        PATH="$_PILOTLIGHT_OLD_PATH"
        export PATH
        unset _PILOTLIGHT_OLD_PATH
    fi
    if [ -n "${_PILOTLIGHT_OLD_NODE_PATH+set}" ]; then
        NODE_PATH="$_PILOTLIGHT_OLD_NODE_PATH"
        export NODE_PATH
        unset _PILOTLIGHT_OLD_NODE_PATH
    else
        unset NODE_PATH
    fi
    if [ -n "${_PILOTLIGHT_OLD_PS1+set}" ]; then
        PS1="$_PILOTLIGHT_OLD_PS1"
        export PS1
        unset _PILOTLIGHT_OLD_PS1
    fi
    unset NODE_VIRTUAL_ENV NODE_VIRTUAL_ENV_PROMPT
    hash -r 2> /dev/null || true
    if [ "${1:-}" != keep ]; then
        unset -f deactivate_node
    fi
}

if [ -n "${NODE_VIRTUAL_ENV:-}" ]; then
    deactivate_node keep
fi

NODE_VIRTUAL_ENV=__DIRECTORY__
NODE_VIRTUAL_ENV_PROMPT=__PROMPT__
export NODE_VIRTUAL_ENV NODE_VIRTUAL_ENV_PROMPT

_PILOTLIGHT_OLD_PATH="${PATH:-}"
PATH="$NODE_VIRTUAL_ENV/bin:$NODE_VIRTUAL_ENV/node_modules/.bin:${PATH:-}"
export PATH

if [ -n "${NODE_PATH+set}" ]; then
    _PILOTLIGHT_OLD_NODE_PATH="$NODE_PATH"
fi
NODE_PATH="$NODE_VIRTUAL_ENV/node_modules:$NODE_VIRTUAL_ENV/lib/node_modules"
export NODE_PATH

if [ -z "${VIRTUAL_ENV_DISABLE_PROMPT:-}" ] && [ -n "${PS1+set}" ]; then
    _PILOTLIGHT_OLD_PS1="$PS1"
    PS1="($NODE_VIRTUAL_ENV_PROMPT) $PS1"
    export PS1
fi
hash -r 2> /dev/null || true
