# Dot-source this file from PowerShell: . ./Activate.ps1. Leave with: {{deactivate}}

if ($global:_{{variable}}_Old) {
    {{deactivate}}
}

function global:{{deactivate}} {
    $old = $global:_{{variable}}_Old
    # our folders go from PATH, and what was put there since then stays
    $separator = [IO.Path]::PathSeparator
    $env:PATH = (@($env:PATH -split $separator) | Where-Object { $old.Entries -cnotcontains $_ }) -join $separator
    foreach ($name in $old.Variables.Keys) {
        # a variable that is set to null is removed
        [Environment]::SetEnvironmentVariable($name, $old.Variables[$name])
    }
    [Environment]::SetEnvironmentVariable('{{variable}}', $null)
    [Environment]::SetEnvironmentVariable('{{variable}}_PROMPT', $null)
    if ($old.Prompt -and "$function:prompt" -ceq "$($old.OwnPrompt)") {
        $function:global:prompt = $old.Prompt
    }
    Remove-Variable -Scope Global -Name _{{variable}}_Old
    Remove-Item -Path function:{{deactivate}}
}

$global:_{{variable}}_Old = @{
    Entries = @(@({{folders}}) | ForEach-Object { [IO.Path]::Combine({{directory}}, $_) })
    Variables = @{}
    Prompt = $null
    OwnPrompt = $null
}
$env:{{variable}} = {{directory}}
$env:{{variable}}_PROMPT = {{prompt}}
$env:PATH = (@($global:_{{variable}}_Old.Entries) + @($env:PATH)) -join [IO.Path]::PathSeparator
#each changed
$global:_{{variable}}_Old.Variables['{{name}}'] = [Environment]::GetEnvironmentVariable('{{name}}')
#end
#each set
$env:{{name}} = {{value}}
#end
#each unset
[Environment]::SetEnvironmentVariable('{{name}}', $null)
#end

if (-not $env:VIRTUAL_ENV_DISABLE_PROMPT) {
    $global:_{{variable}}_Old.Prompt = $function:prompt
    $function:global:prompt = {
        $rest = if ($global:_{{variable}}_Old) { & $global:_{{variable}}_Old.Prompt } else { 'PS> ' }
        if ($env:{{variable}}) { {{shown}} + $rest } else { $rest }
    }
    $global:_{{variable}}_Old.OwnPrompt = $function:prompt
}
