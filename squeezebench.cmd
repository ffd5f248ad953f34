@echo off
rem Launcher of SqueezeBench for Windows. At the root of a clone it builds the distribution under target\dist when that is
rem missing ("squeezebench.cmd" does not compare times: delete target\dist after a change); in an unpacked distribution it
rem runs it straight away.
setlocal
set "HERE=%~dp0"
set "HERE=%HERE:~0,-1%"
if defined JAVA_HOME (set "JAVA=%JAVA_HOME%\bin\java.exe") else (set "JAVA=java.exe")
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
    echo squeezebench: no Java that starts was found: install a JDK 17 or newer and put it on PATH, set JAVA_HOME, or correct JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS and _JAVA_OPTIONS 1>&2
    exit /b 5
)
if exist "%HERE%\pom.xml" (set "DIST=%HERE%\target\dist") else (set "DIST=%HERE%")
if exist "%DIST%\squeezebench.cmd" goto run
where mvn >nul 2>&1
if errorlevel 1 (
    echo squeezebench: no mvn found: install Maven 3.8 or newer, or unpack a release archive, which needs Java alone 1>&2
    exit /b 5
)
if not exist "%HERE%\target" mkdir "%HERE%\target"
echo squeezebench: building the distribution, Maven output in target\build.log 1>&2
pushd "%HERE%"
call mvn -q -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true -Dmdep.analyze.skip=true -Danimal.sniffer.skip=true -pl "!android-runner/app,!android-runner/packer,!android-runner/screens,!android-runner/tflite-aar,!android-runner/onnxruntime-android" package >target\build.log 2>&1
if errorlevel 1 (
    popd
    echo squeezebench: the build failed: see "%HERE%\target\build.log" 1>&2
    exit /b 5
)
popd
:run
set OPTIONS=-Xmx1g -XX:+UseSerialGC -XX:MetaspaceSize=64m -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -Djava.awt.headless=true "-Dsqueezebench.home=%DIST%" -cp "%DIST%\lib\*" dev.squeezebench.cli.Main
rem Java's own exit codes are not this command's: what can go wrong before the command runs is found by starting it for nothing.
"%JAVA%" -Dsqueezebench.start.check=true %OPTIONS% >nul 2>&1 <nul
if not "%ERRORLEVEL%"=="0" (
    echo squeezebench: Java does not start with the files in "%DIST%\lib": unpack or build squeezebench again, or correct JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS and _JAVA_OPTIONS 1>&2
    exit /b 5
)
"%JAVA%" %OPTIONS% %*
exit /b %ERRORLEVEL%
