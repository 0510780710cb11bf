# Source this file from fish; it cannot be run. Leave with: {{deactivate}}

if set -q _{{variable}}_ACTIVE
    {{deactivate}}
end

function {{deactivate}} -d 'Leave the environment of {{variable}}'
    # our folders go from PATH, and what was put there since then stays
    for entry in $_{{variable}}_ACTIVE
        if set -l place (contains -i -- $entry $PATH)
            set -e PATH[$place]
        end
    end
#each changed
    if set -q _{{variable}}_OLD_{{name}}
        set -gx {{name}} $_{{variable}}_OLD_{{name}}
        set -e _{{variable}}_OLD_{{name}}
    else
        set -e {{name}}
    end
#end
    # where something else has wrapped the prompt since then, ours stays under it and shows nothing
    if functions -q _{{variable}}_prompt
        and functions fish_prompt | string match -q '*_{{variable}}_prompt*'
        functions -e fish_prompt
        functions -c _{{variable}}_prompt fish_prompt
        functions -e _{{variable}}_prompt
    end
    set -e {{variable}}
    set -e {{variable}}_PROMPT
    set -e _{{variable}}_ACTIVE
    functions -e {{deactivate}}
end

set -gx {{variable}} {{directory}}
set -gx {{variable}}_PROMPT {{prompt}}
if command -q cygpath
    # on Windows, this shell's PATH has folders in another form
    set -gx {{variable}} (cygpath ${{variable}})
end
set -g _{{variable}}_ACTIVE
#each folder
set -a _{{variable}}_ACTIVE ${{variable}}/{{name}}
#end
set -gx PATH $_{{variable}}_ACTIVE $PATH
#each changed
if set -q {{name}}
    set -g _{{variable}}_OLD_{{name}} ${{name}}
end
#end
#each set
set -gx {{name}} {{value}}
#end
#each unset
set -e {{name}}
#end

if test -z "$VIRTUAL_ENV_DISABLE_PROMPT"
    and functions -q fish_prompt
    and not functions -q _{{variable}}_prompt
    functions -c fish_prompt _{{variable}}_prompt
    function fish_prompt
        # first of all, as the prompt may show the status of the last command
        set -l rest (_{{variable}}_prompt | string collect --no-trim-newlines)
        if set -q {{variable}}
            echo -n {{shown}}
        end
        echo -n "$rest"
    end
end
