package io.pilotlight.env;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What to do about a failure of npm, by what it said. */
final class NpmAdvice {
    /** By words that stand in npm's message; the first that is found counts. */
    private static final List<Map.Entry<String, String>> BY_WORDS = List.of(
            Map.entry("code E404", "There is no such package in the registry, or you may not see it: check its name"),
            Map.entry("code ETARGET", "There is no such version: ask for another one, or for a range"),
            Map.entry(
                    "code ENOTCACHED",
                    "npm's cache has not all of it: allow the network once (drop offline), or take what is in the cache"),
            Map.entry(
                    "can only install packages when your package.json",
                    "The lock file does not fit the package.json or the packages: make it anew, or leave it out"),
            Map.entry(
                    "code EINTEGRITY",
                    "A package is not the one that the lock file names: do not use it unless you know why"),
            Map.entry("code EJSONPARSE", "A package.json cannot be read: correct it"),
            Map.entry("code EINVALIDPACKAGENAME", "A package has a name that none can have: correct the package.json"),
            Map.entry("code EINVALIDTAGNAME", "A version is none: write it like 1.2.3, ^1.2 or latest"),
            Map.entry("code EUNSUPPORTEDPROTOCOL", "npm does not know such an address: correct the package.json"),
            Map.entry(
                    "code EBADENGINE",
                    "A package needs another Node.js: name one with node, or ask for another version"),
            Map.entry(
                    "code EBADPLATFORM",
                    "A package is for another operating system: make it optional, or leave it out"),
            Map.entry("code ERESOLVE", "Packages contradict each other: ask for other versions"),
            Map.entry("code E401", "The registry wants to know who you are: put a token into .npmrc"),
            Map.entry("code ECONNREFUSED", "The registry does not answer: check its address and the network"),
            Map.entry("code ENOTFOUND", "The registry is not known by that name: check its address and the network"),
            Map.entry("code ETIMEDOUT", "The registry does not answer in time: check the network, and try again"),
            Map.entry("code ENOSPC", "The disk is full: make room"),
            Map.entry("code EACCES", "npm may not write there: check who owns its cache and the folder"),
            Map.entry(
                    "command failed",
                    "An install script of a package failed: what it said stands above; ignoreScripts leaves such scripts out"));

    private NpmAdvice() {}

    static Optional<String> on(List<String> errors) {
        String all = String.join("\n", errors);
        return BY_WORDS.stream()
                .filter(entry -> all.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
