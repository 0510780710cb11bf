@rem Run this file from cmd to leave what activate.bat entered.
@if not defined _{{variable}}_ACTIVE exit /b 0
@set "PATH=%_{{variable}}_OLD_PATH%"
@set "_{{variable}}_OLD_PATH="
::each changed
@set "{{name}}=%_{{variable}}_OLD_{{name}}%"
@set "_{{variable}}_OLD_{{name}}="
::end
@if defined _{{variable}}_OLD_SHOWN set "PROMPT=%_{{variable}}_OLD_SHOWN%"
@set "_{{variable}}_OLD_SHOWN="
@set "{{variable}}="
@set "{{variable}}_PROMPT="
@set "_{{variable}}_ACTIVE="
