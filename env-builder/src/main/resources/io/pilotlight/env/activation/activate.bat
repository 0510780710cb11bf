@rem Run this file from cmd. Leave with: {{deactivate}}
::each foreign
@for /f "tokens=2 delims=:." %%a in ('"%SystemRoot%\System32\chcp.com"') do @set "_{{variable}}_CODEPAGE=%%a"
@"%SystemRoot%\System32\chcp.com" 65001 > nul
::end
@if defined _{{variable}}_ACTIVE call "%~dp0{{deactivate}}.bat"
@set "{{variable}}={{directory}}"
@set "{{variable}}_PROMPT={{prompt}}"
@set "_{{variable}}_ACTIVE=1"
@set "_{{variable}}_OLD_PATH=%PATH%"
::each lastfolder
@set "PATH=%{{variable}}%\{{name}};%PATH%"
::end
::each changed
@set "_{{variable}}_OLD_{{name}}=%{{name}}%"
::end
::each set
@set "{{name}}={{value}}"
::end
::each unset
@set "{{name}}="
::end
@if not defined VIRTUAL_ENV_DISABLE_PROMPT set "_{{variable}}_OLD_SHOWN=%PROMPT%"
@if not defined VIRTUAL_ENV_DISABLE_PROMPT set "PROMPT={{shown}}%PROMPT%"
::each foreign
@"%SystemRoot%\System32\chcp.com" %_{{variable}}_CODEPAGE% > nul
@set "_{{variable}}_CODEPAGE="
::end
