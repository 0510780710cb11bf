package io.pilotlight.env.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;

class UserSettingsTest {
    @TempDir
    private Path folder;

    private final List<MavenEvent> events = new ArrayList<>();
    private SettingsFiles files;

    @BeforeEach
    void nameFiles() {
        files = new SettingsFiles(
                folder.resolve("settings.xml"),
                Optional.of(folder.resolve("conf.xml")),
                folder.resolve("settings-security.xml"));
    }

    @Test
    void whereThereIsNoFileNothingIsSet() throws Exception {
        UserSettings none = UserSettings.read(files, events::add);

        assertThat(none.offline()).isFalse();
        assertThat(none.repositories()).isEmpty();
        assertThat(none.mirrors().getMirror(repository("central", "https://central.example/")))
                .isNull();
        assertThat(none.localRepository()).isAbsolute();
    }

    @Test
    void mirrorsStandInForRepositoriesAndMayBlockThem() throws Exception {
        UserSettings settings = read("""
                <mirrors>
                  <mirror><id>near</id><mirrorOf>central</mirrorOf><url>https://near.example/</url></mirror>
                  <mirror><id>stop</id><mirrorOf>external:http:*</mirrorOf><url>http://0.0.0.0/</url>
                    <blocked>true</blocked></mirror>
                </mirrors>""");

        RemoteRepository near = settings.mirrors().getMirror(repository("central", "https://central.example/"));
        assertThat(near.getId()).isEqualTo("near");
        assertThat(near.getUrl()).isEqualTo("https://near.example/");
        assertThat(near.isBlocked()).isFalse();
        assertThat(settings.mirrors()
                        .getMirror(repository("plain", "http://plain.example/"))
                        .isBlocked())
                .isTrue();
        assertThat(settings.mirrors().getMirror(repository("other", "https://other.example/")))
                .isNull();
    }

    @Test
    void serversGiveLoginsHeadersAndTimes() throws Exception {
        UserSettings settings = read("""
                <servers><server><id>mine</id><username>ann</username><password>open</password>
                  <privateKey>/key</privateKey><passphrase>sesame</passphrase>
                  <configuration><httpHeaders><property><name>Job-Token</name><value>t</value></property></httpHeaders>
                    <connectTimeout>7000</connectTimeout><requestTimeout>8000</requestTimeout></configuration>
                </server></servers>""");

        assertThat(login(settings, "mine", AuthenticationContext.USERNAME)).isEqualTo("ann");
        assertThat(login(settings, "mine", AuthenticationContext.PASSWORD)).isEqualTo("open");
        assertThat(login(settings, "mine", AuthenticationContext.PRIVATE_KEY_PATH))
                .isEqualTo("/key");
        assertThat(login(settings, "mine", AuthenticationContext.PRIVATE_KEY_PASSPHRASE))
                .isEqualTo("sesame");
        assertThat(settings.logins().getAuthentication(repository("other", "https://other.example/")))
                .isNull();
        assertThat(settings.configuration())
                .containsEntry("aether.connector.http.headers.mine", Map.of("Job-Token", "t"))
                .containsEntry("aether.connector.connectTimeout.mine", "7000")
                .containsEntry("aether.connector.requestTimeout.mine", "8000");
    }

    @Test
    void encryptedPasswordsAreDecrypted() throws Exception {
        DefaultPlexusCipher cipher = new DefaultPlexusCipher();
        String master = cipher.encryptAndDecorate("the master", "settings.security");
        Files.writeString(files.security(), "<settingsSecurity><master>" + master + "</master></settingsSecurity>");
        String password = cipher.encryptAndDecorate("open", "the master");

        UserSettings settings = read("<servers><server><id>mine</id><username>ann</username><password>" + password
                + "</password></server></servers><proxies><proxy><host>p.example</host><username>bob</username><password>"
                + password + "</password></proxy></proxies>");

        assertThat(login(settings, "mine", AuthenticationContext.PASSWORD)).isEqualTo("open");
        Proxy proxy = settings.proxies().getProxy(repository("x", "https://x.example/"));
        RemoteRepository behind = new RemoteRepository.Builder("x", "default", "https://x.example/")
                .setProxy(proxy)
                .build();
        assertThat(AuthenticationContext.forProxy(new DefaultRepositorySystemSession(), behind)
                        .get(AuthenticationContext.PASSWORD))
                .isEqualTo("open");
        assertThat(events).isEmpty();
    }

    @Test
    void passwordsThatCannotBeDecryptedAreToldOf() throws Exception {
        read("<servers><server><id>mine</id><password>{bm90aGluZw==}</password></server></servers>");

        assertThat(events).singleElement().asString().contains("mine").contains("settings-security.xml");
    }

    @Test
    void theActiveProxyIsTakenExceptForHostsThatAreNotBehindIt() throws Exception {
        UserSettings settings = read("""
                <proxies>
                  <proxy><id>off</id><active>false</active><host>off.example</host><port>1</port></proxy>
                  <proxy><id>on</id><host>on.example</host><port>3128</port><nonProxyHosts>*.inside</nonProxyHosts></proxy>
                </proxies>""");

        Proxy proxy = settings.proxies().getProxy(repository("x", "https://x.example/"));
        assertThat(proxy.getHost()).isEqualTo("on.example");
        assertThat(proxy.getPort()).isEqualTo(3128);
        assertThat(settings.proxies().getProxy(repository("y", "https://y.inside/")))
                .isNull();
    }

    @Test
    void repositoriesComeFromActiveProfilesInTheirOrder() throws Exception {
        String java = System.getProperty("java.specification.version");
        UserSettings settings = read("<profiles>"
                + profile("named", "", "")
                + profile("idle", "", "")
                + profile("always", "<activeByDefault>true</activeByDefault>", "")
                + profile("java", "<jdk>" + java + "</jdk>", "<snapshots><enabled>false</enabled></snapshots>")
                + profile("old", "<jdk>1.4</jdk>", "")
                + profile("property", "<property><name>java.home</name></property>", "")
                + profile("absent", "<property><name>!java.home</name></property>", "")
                + profile("here", "<file><exists>" + folder + "</exists></file>", "")
                + "</profiles><activeProfiles><activeProfile>named</activeProfile></activeProfiles>");

        assertThat(settings.repositories())
                .containsOnlyKeys("of-named", "of-always", "of-java", "of-property", "of-here");
        RemoteRepository ofJava = settings.repositories().get("of-java");
        assertThat(ofJava.getUrl()).isEqualTo("https://java.example/");
        assertThat(ofJava.getPolicy(false).isEnabled()).isTrue();
        assertThat(ofJava.getPolicy(false).getUpdatePolicy()).isEqualTo(RepositoryPolicy.UPDATE_POLICY_DAILY);
        assertThat(ofJava.getPolicy(true).isEnabled()).isFalse();
        assertThat(settings.configuration()).containsEntry("of.named", "x").doesNotContainKey("of.idle");
    }

    @Test
    void thoseOfTheInstallationCountUnlessTheUserSaysOtherwise() throws Exception {
        Files.writeString(
                files.installation().orElseThrow(),
                "<settings><localRepository>/all</localRepository><mirrors><mirror><id>all</id><mirrorOf>*</mirrorOf><url>https://all.example/</url></mirror></mirrors></settings>");

        UserSettings settings = read("<localRepository>" + folder.resolve("mine") + "</localRepository>");

        assertThat(settings.localRepository()).isEqualTo(folder.resolve("mine"));
        assertThat(settings.mirrors()
                        .getMirror(repository("x", "https://x.example/"))
                        .getId())
                .isEqualTo("all");
    }

    @Test
    void whatCannotBeReadIsRefused() {
        assertThatThrownBy(() -> read("<mirrors>"))
                .isInstanceOf(ResolutionException.class)
                .hasMessageContaining("settings.xml");
    }

    private UserSettings read(String content) throws Exception {
        Files.writeString(files.user(), "<settings>" + content + "</settings>");
        return UserSettings.read(files, events::add);
    }

    private static String profile(String id, String activation, String more) {
        return """
                <profile><id>%1$s</id><activation>%2$s</activation><properties><of.%1$s>x</of.%1$s></properties>
                <repositories><repository><id>of-%1$s</id><url>https://%1$s.example/</url>%3$s</repository></repositories>
                </profile>""".formatted(id, activation, more);
    }

    private static RemoteRepository repository(String id, String url) {
        return new RemoteRepository.Builder(id, "default", url).build();
    }

    private static String login(UserSettings settings, String id, String key) {
        RemoteRepository plain = repository(id, "https://mine.example/");
        RemoteRepository known = new RemoteRepository.Builder(plain)
                .setAuthentication(settings.logins().getAuthentication(plain))
                .build();
        return AuthenticationContext.forRepository(new DefaultRepositorySystemSession(), known)
                .get(key);
    }
}
