# Use this file from nushell: use activate.nu *. Leave with: {{deactivate}}

export-env {
    {{deactivate}}
    let directory = {{directory}}
    let entries = [{{folders}}] | each {|folder| $directory | path join $folder }
    let old = {
        entries: $entries
        prompt: $env.PROMPT_COMMAND?
        variables: {
#each changed
            {{name}}: $env.{{name}}?
#end
        }
    }

    $env.PATH = $entries ++ ($env.PATH | if ($in | describe) == "string" { split row (char esep) } else { $in })
    $env._{{variable}}_OLD = $old
    $env.{{variable}} = $directory
    $env.{{variable}}_PROMPT = {{prompt}}
#each set
    $env.{{name}} = {{value}}
#end
#each unset
    # programs are not given what is null; hide-env does not hide for a second time what the shell was started with
    $env.{{name}} = null
#end
    if ($env.VIRTUAL_ENV_DISABLE_PROMPT? | is-empty) and $old.prompt != null {
        let rest = $old.prompt
        $env.PROMPT_COMMAND = {||
            let text = if ($rest | describe) == "closure" { do $rest } else { $rest }
            if $env.{{variable}}? == null { $text } else { {{shown}} + $text }
        }
    }
}

# Leaves the environment again.
export def --env {{deactivate}} [] {
    let old = $env._{{variable}}_OLD?
    if $old == null { return }
    $env.PATH = $env.PATH | where {|entry| $entry not-in $old.entries }
    for variable in ($old.variables | transpose name value) {
        if $variable.value == null {
            hide-env --ignore-errors $variable.name
        } else {
            load-env {$variable.name: $variable.value}
        }
    }
    if $old.prompt != null {
        $env.PROMPT_COMMAND = $old.prompt
    }
    hide-env --ignore-errors {{variable}} {{variable}}_PROMPT _{{variable}}_OLD
}
