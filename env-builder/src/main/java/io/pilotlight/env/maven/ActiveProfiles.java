package io.pilotlight.env.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.maven.model.Activation;
import org.apache.maven.model.ActivationFile;
import org.apache.maven.model.ActivationOS;
import org.apache.maven.model.ActivationProperty;
import org.apache.maven.model.path.DefaultPathTranslator;
import org.apache.maven.model.path.ProfileActivationFilePathInterpolator;
import org.apache.maven.model.profile.DefaultProfileActivationContext;
import org.apache.maven.model.profile.DefaultProfileSelector;
import org.apache.maven.model.profile.activation.FileProfileActivator;
import org.apache.maven.model.profile.activation.JdkVersionProfileActivator;
import org.apache.maven.model.profile.activation.OperatingSystemProfileActivator;
import org.apache.maven.model.profile.activation.PropertyProfileActivator;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Settings;

/** Which profiles of the settings are active: Maven's own rules, which take profiles of POMs. */
final class ActiveProfiles {
    private ActiveProfiles() {}

    /** Returns them in the order of the settings. */
    static List<Profile> in(Settings settings, Properties system) {
        DefaultProfileActivationContext context = new DefaultProfileActivationContext();
        context.setActiveProfileIds(settings.getActiveProfiles());
        context.setSystemProperties(system);
        List<org.apache.maven.model.Profile> active = selector()
                .getActiveProfiles(
                        settings.getProfiles().stream()
                                .map(ActiveProfiles::whenActive)
                                .toList(),
                        context,
                        problem -> {}); // Maven, too, takes a condition that it cannot read for one that is not met
        List<Profile> profiles = new ArrayList<>();
        for (Profile profile : settings.getProfiles()) {
            if (active.stream().anyMatch(it -> it.getId().equals(profile.getId()))) {
                profiles.add(profile);
            }
        }
        return profiles;
    }

    private static DefaultProfileSelector selector() {
        return new DefaultProfileSelector()
                .addProfileActivator(new JdkVersionProfileActivator())
                .addProfileActivator(new PropertyProfileActivator())
                .addProfileActivator(new OperatingSystemProfileActivator())
                .addProfileActivator(new FileProfileActivator()
                        .setProfileActivationFilePathInterpolator(new ProfileActivationFilePathInterpolator()
                                .setPathTranslator(new DefaultPathTranslator())));
    }

    /** The profile's name and conditions. */
    private static org.apache.maven.model.Profile whenActive(Profile profile) {
        org.apache.maven.model.Profile made = new org.apache.maven.model.Profile();
        made.setId(profile.getId());
        made.setSource("settings.xml");
        org.apache.maven.settings.Activation conditions = profile.getActivation();
        if (conditions != null) {
            made.setActivation(activation(conditions));
        }
        return made;
    }

    private static Activation activation(org.apache.maven.settings.Activation conditions) {
        Activation made = new Activation();
        made.setActiveByDefault(conditions.isActiveByDefault());
        made.setJdk(conditions.getJdk());
        if (conditions.getProperty() != null) {
            ActivationProperty property = new ActivationProperty();
            property.setName(conditions.getProperty().getName());
            property.setValue(conditions.getProperty().getValue());
            made.setProperty(property);
        }
        if (conditions.getOs() != null) {
            ActivationOS os = new ActivationOS();
            os.setName(conditions.getOs().getName());
            os.setFamily(conditions.getOs().getFamily());
            os.setArch(conditions.getOs().getArch());
            os.setVersion(conditions.getOs().getVersion());
            made.setOs(os);
        }
        if (conditions.getFile() != null) {
            ActivationFile file = new ActivationFile();
            file.setExists(conditions.getFile().getExists());
            file.setMissing(conditions.getFile().getMissing());
            made.setFile(file);
        }
        return made;
    }
}
