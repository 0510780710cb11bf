package io.pilotlight.env.maven;

import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.MavenUserHome;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;

/** Maven Resolver set up as Maven would, and offline when the settings say so, which the original leaves out. */
final class SettingsRuntime extends StandaloneStaticRuntime {
    @Override
    protected DefaultRepositorySystemSession newRepositorySession(
            ContextOverrides overrides,
            MavenUserHome userHome,
            RepositorySystem system,
            Settings settings,
            SettingsDecrypter decrypter) {
        DefaultRepositorySystemSession session =
                super.newRepositorySession(overrides, userHome, system, settings, decrypter);
        session.setOffline(session.isOffline() || settings.isOffline());
        return session;
    }
}
