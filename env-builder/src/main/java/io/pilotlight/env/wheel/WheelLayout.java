package io.pilotlight.env.wheel;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the files of a wheel go: below site-packages, or by the schemes of its *.data folder (binary distribution format). */
final class WheelLayout {
    private final Path wheel;
    private final WheelInstaller.Target target;
    private final String distInfo;
    private final Map<String, Path> schemes;

    WheelLayout(Path wheel, WheelInstaller.Target target, List<String> names) throws IOException {
        this.wheel = wheel;
        this.target = target;
        this.distInfo = distInfo(wheel, names);
        String name = distInfo.substring(0, distInfo.indexOf('-') < 0 ? distInfo.length() : distInfo.indexOf('-'));
        this.schemes = Map.of(
                "purelib",
                target.sitePackages(),
                "platlib",
                target.sitePackages(),
                "scripts",
                target.scripts(),
                "data",
                target.environment(),
                "headers",
                target.environment()
                        .resolve("include")
                        .resolve("site")
                        .resolve("python" + target.version())
                        .resolve(name));
    }

    String distInfo() {
        return distInfo;
    }

    /** Returns the folder in which a file is put, and from which it may not lead out. */
    Path root(String name) throws IOException {
        String[] parts = name.split("/", 3);
        if (!parts[0].endsWith(".data")) {
            return target.sitePackages();
        }
        Path scheme = parts.length < 3 ? null : schemes.get(parts[1]);
        if (scheme == null) {
            throw new IOException(wheel + " has a file " + name + ", and only purelib, platlib, scripts, data and"
                    + " headers have a place in an environment");
        }
        return scheme;
    }

    Path place(String name) throws IOException {
        Path root = root(name);
        try {
            Path place =
                    root.resolve(isData(name) ? name.split("/", 3)[2] : name).normalize();
            if (!place.startsWith(root) || place.equals(root)) {
                throw new IOException(wheel + " has a file named '" + name
                        + "', which would land outside of the environment: nothing of it was installed");
            }
            return place;
        } catch (InvalidPathException e) {
            throw new IOException(
                    wheel + " has a file named '" + name
                            + "', which this virtual machine cannot write in its locale: set LC_ALL to C.UTF-8",
                    e);
        }
    }

    boolean isScript(String name) {
        return isData(name) && name.split("/", 3)[1].equals("scripts");
    }

    private static boolean isData(String name) {
        int slash = name.indexOf('/');
        return slash > 0 && name.startsWith(".data", slash - ".data".length());
    }

    private static String distInfo(Path wheel, List<String> names) throws IOException {
        Set<String> found = new HashSet<>();
        for (String name : names) {
            String top = name.substring(0, Math.max(0, name.indexOf('/')));
            if (top.endsWith(".dist-info")) {
                found.add(top);
            }
        }
        if (found.size() != 1) {
            throw new IOException(
                    wheel + " has " + found.size() + " .dist-info folders instead of one: it is no wheel");
        }
        return found.iterator().next();
    }
}
