# Source this file from csh or tcsh; it cannot be run. Leave with: {{deactivate}}

if ( $?_{{variable}}_ACTIVE ) then
    {{deactivate}}
endif

setenv {{variable}} {{directory}}
setenv {{variable}}_PROMPT {{prompt}}
set _{{variable}}_ACTIVE

# csh has no functions: what undoes a change is an alias that is chosen while the change is made
if ( $?PATH ) then
    set _{{variable}}_OLD_PATH = "$PATH:q"
    alias _{{variable}}_undo_PATH 'setenv PATH "$_{{variable}}_OLD_PATH:q"; unset _{{variable}}_OLD_PATH'
else
    setenv PATH /usr/bin:/bin
    alias _{{variable}}_undo_PATH 'unsetenv PATH'
endif
#each lastfolder
setenv PATH "${{{variable}}:q}"/{{name}}:"$PATH:q"
#end
#each changed
if ( $?{{name}} ) then
    set _{{variable}}_OLD_{{name}} = "${{name}}:q"
    alias _{{variable}}_undo_{{name}} 'setenv {{name}} "$_{{variable}}_OLD_{{name}}:q"; unset _{{variable}}_OLD_{{name}}'
else
    alias _{{variable}}_undo_{{name}} 'unsetenv {{name}}'
endif
#end
#each set
setenv {{name}} {{value}}
#end
#each unset
unsetenv {{name}}
#end

alias _{{variable}}_undo_prompt 'unset _{{variable}}_ACTIVE'
if ( ! $?VIRTUAL_ENV_DISABLE_PROMPT ) then
    if ( $?prompt ) then
        set _{{variable}}_OLD_prompt = "$prompt:q"
        set prompt = {{shown}}"$prompt:q"
        alias _{{variable}}_undo_prompt 'set prompt = "$_{{variable}}_OLD_prompt:q"; unset _{{variable}}_OLD_prompt _{{variable}}_ACTIVE'
    endif
endif

alias {{deactivate}} '_{{variable}}_undo_PATH; {{undo}} _{{variable}}_undo_prompt; unsetenv {{variable}}; unsetenv {{variable}}_PROMPT; unalias _{{variable}}_undo_*; unalias {{deactivate}}; rehash'
rehash
