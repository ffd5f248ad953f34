package dev.squeezebench.core.runtimes;

import dev.squeezebench.records.text.ProgressListener;
import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.eclipse.aether.version.Version;

/**
 * Gets a version of a runtime as Maven would: from the user's local repository, else from the repositories and mirrors of
 * the user's settings. What was downloaded stays in the local repository.
 */
public final class RuntimeResolver {
    /** A download writes several times a second. */
    private static final Duration STALLED = Duration.ofSeconds(10);

    private static final String AAR = "aar";

    private static final Pattern RELEASE = Pattern.compile("[0-9]+(\\.[0-9]+)*");

    private final ContextOverrides overrides;

    private RuntimeResolver(ContextOverrides overrides) {
        this.overrides = overrides;
    }

    /**
     * A resolver with the user's settings.
     *
     * @param offline whether only the local repository is asked
     */
    public static RuntimeResolver ofUser(boolean offline, ProgressListener listener) {
        // Not by Files.getFileStore, which looks for the mount point and fails in a root folder that is none.
        return of(
                ContextOverrides.create().withUserSettings(true),
                offline,
                new TransferProgress(listener, File::getUsableSpace));
    }

    static RuntimeResolver of(ContextOverrides.Builder builder, boolean offline, TransferProgress progress) {
        builder.transferListener(progress);
        if (offline) {
            // Left alone otherwise: MIMA's own default is what the user's command line would be.
            builder.offline(true);
        }
        return new RuntimeResolver(builder.build());
    }

    /**
     * The jars of the version, dependencies included, in the order of a class path.
     *
     * @param artifacts what the runtime is made of
     * @param version of all of them
     * @throws RuntimeResolutionException when one of them cannot be had, or is damaged
     */
    public List<Path> resolve(List<RuntimeArtifact> artifacts, String version) throws RuntimeResolutionException {
        try (Context context = new StandaloneStaticRuntime().create(overrides)) {
            CollectRequest collect = new CollectRequest();
            for (RuntimeArtifact artifact : artifacts) {
                Artifact jar = new DefaultArtifact(artifact.at(version));
                removeKilledDownloads(context.repositorySystemSession(), jar);
                collect.addDependency(new Dependency(jar, JavaScopes.RUNTIME));
            }
            collect.setRepositories(context.remoteRepositories());
            DependencyRequest request =
                    new DependencyRequest(collect, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
            List<Path> jars = new ArrayList<>();
            for (ArtifactResult result : context.repositorySystem()
                    .resolveDependencies(context.repositorySystemSession(), request)
                    .getArtifactResults()) {
                Path jar = result.getArtifact().getFile().toPath();
                JarCheck.insistOnWhole(jar);
                jars.add(jar);
            }
            return List.copyOf(jars);
        } catch (DependencyResolutionException e) {
            throw missing(
                    artifacts.stream().map(artifact -> artifact.at(version)).toList(), e);
        }
    }

    private static RuntimeResolutionException missing(List<String> artifacts, RepositoryException cause) {
        return new RuntimeResolutionException(
                "cannot get " + String.join(", ", artifacts) + ": " + reason(cause)
                        + (isForRoom(cause) ? "" : "; check the version, or the repositories in Maven's settings.xml"),
                cause);
    }

    /**
     * The same for Android: AARs and jars, dependencies included. Android's libraries often name what they depend on without
     * its type, and Maven then takes it for a jar: what its own POM packs as an AAR is got as one.
     *
     * @param artifacts AARs that the runtime is made of, each with its version
     * @throws RuntimeResolutionException when one of them cannot be had, or is damaged
     */
    public List<Path> resolveForAndroid(Map<RuntimeArtifact, String> artifacts) throws RuntimeResolutionException {
        try (Context context = new StandaloneStaticRuntime().create(overrides)) {
            CollectRequest collect = new CollectRequest();
            for (Map.Entry<RuntimeArtifact, String> each : artifacts.entrySet()) {
                Artifact aar =
                        new DefaultArtifact(each.getKey().group(), each.getKey().name(), "", AAR, each.getValue());
                removeKilledDownloads(context.repositorySystemSession(), aar);
                collect.addDependency(new Dependency(aar, JavaScopes.RUNTIME));
            }
            collect.setRepositories(context.remoteRepositories());
            Map<String, Artifact> needed = new LinkedHashMap<>();
            gather(
                    context.repositorySystem()
                            .collectDependencies(context.repositorySystemSession(), collect)
                            .getRoot(),
                    needed);
            List<Path> files = new ArrayList<>();
            for (Artifact artifact : needed.values()) {
                Path file = file(context, asPublished(context, artifact));
                JarCheck.insistOnWhole(file);
                files.add(file);
            }
            return List.copyOf(files);
        } catch (DependencyCollectionException | ArtifactResolutionException e) {
            throw missing(
                    artifacts.entrySet().stream()
                            .map(each -> each.getKey().at(each.getValue()))
                            .toList(),
                    e);
        }
    }

    private static void gather(DependencyNode node, Map<String, Artifact> needed) {
        Artifact artifact = node.getArtifact();
        if (artifact != null) {
            needed.putIfAbsent(
                    artifact.getGroupId() + ':' + artifact.getArtifactId() + ':' + artifact.getClassifier(), artifact);
        }
        node.getChildren().forEach(child -> gather(child, needed));
    }

    private static Path file(Context context, Artifact artifact) throws ArtifactResolutionException {
        return context.repositorySystem()
                .resolveArtifact(
                        context.repositorySystemSession(),
                        new ArtifactRequest(artifact, context.remoteRepositories(), ""))
                .getArtifact()
                .getFile()
                .toPath();
    }

    private static Artifact asPublished(Context context, Artifact artifact)
            throws ArtifactResolutionException, RuntimeResolutionException {
        if (!artifact.getExtension().equals("jar") || !artifact.getClassifier().isEmpty()) {
            return artifact;
        }
        Path pom = file(
                context,
                new DefaultArtifact(artifact.getGroupId(), artifact.getArtifactId(), "", "pom", artifact.getVersion()));
        return Packaging.of(pom).equals(AAR)
                ? new DefaultArtifact(artifact.getGroupId(), artifact.getArtifactId(), "", AAR, artifact.getVersion())
                : artifact;
    }

    /**
     * The released versions of a runtime from one version to another, as the metadata of the user's repositories has them,
     * from the oldest to the newest; empty where none of them tells. What has a qualifier, such as {@code -rc1}, is left out.
     *
     * @param first the oldest that is wanted, included
     * @param last the newest that is wanted, included
     * @throws RuntimeResolutionException when the two are no versions, or the wrong way round
     */
    public List<String> versions(RuntimeArtifact artifact, String first, String last)
            throws RuntimeResolutionException {
        try (Context context = new StandaloneStaticRuntime().create(overrides)) {
            return context
                    .repositorySystem()
                    .resolveVersionRange(
                            context.repositorySystemSession(),
                            new VersionRangeRequest(
                                    new DefaultArtifact(artifact.at('[' + first + ',' + last + ']')),
                                    context.remoteRepositories(),
                                    ""))
                    .getVersions()
                    .stream()
                    .map(Version::toString)
                    .filter(version -> RELEASE.matcher(version).matches())
                    .toList();
        } catch (VersionRangeResolutionException e) {
            throw new RuntimeResolutionException(
                    "cannot list the versions of " + artifact.at(first + ".." + last) + ": " + reason(e)
                            + "; name them, separated by commas",
                    e);
        }
    }

    /**
     * Removes what downloads of the jar left that were killed: Maven never takes it up again. A file that was written to
     * within the last seconds may be another process's, which is still downloading.
     */
    private static void removeKilledDownloads(RepositorySystemSession session, Artifact jar) {
        Path file = session.getLocalRepository()
                .getBasedir()
                .toPath()
                .resolve(session.getLocalRepositoryManager().getPathForLocalArtifact(jar));
        Path folder = file.resolveSibling("");
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, file.getFileName() + ".*.tmp")) {
            for (Path leftover : leftovers) {
                Instant written = Files.getLastModifiedTime(leftover).toInstant();
                if (written.plus(STALLED).isBefore(Instant.now())) {
                    Files.deleteIfExists(leftover);
                }
            }
        } catch (IOException missingOrReadOnly) {
            // There is nothing to remove, or it may stay: the download does not depend on it.
            return;
        }
    }

    private static boolean isForRoom(Throwable thrown) {
        Throwable cause = thrown;
        while (cause != null && !(cause instanceof NoRoomException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    /** What Maven's layers of exceptions wrap: the first line of the innermost message. */
    private static String reason(Throwable thrown) {
        Throwable innermost = thrown;
        String message = "";
        while (innermost != null) {
            message = Optional.ofNullable(innermost.getMessage())
                    .filter(text -> !text.isBlank())
                    .map(text -> text.lines().findFirst().orElse(text).strip())
                    .orElse(message);
            innermost = innermost.getCause();
        }
        return message.isEmpty() ? thrown.getClass().getSimpleName() : message;
    }
}
