# An image with a bundle and nothing else: no shell but the one that the launcher needs, no package manager, no Java beside the
# bundle's own.
#
#   ./squeezebench bundle --target onnxruntime:cpu        # or a release's bundle
#   docker build --tag squeezebench .
#   docker run --rm --volume "$PWD:/out" squeezebench run --out /out/results
#
# What the image rests on, a root folder with /bin/sh and the C library alone, is what .ci/bare-root makes and .ci/run measures in.
FROM debian:12-slim AS unpacked
RUN apt-get update && apt-get install --yes --no-install-recommends xz-utils
COPY squeezebench.tar.xz /
COPY .ci/bare-root /
RUN /bare-root --fill /squeezebench.tar.xz /root-folder

FROM scratch
COPY --from=unpacked /root-folder /
ENTRYPOINT ["/squeezebench/squeezebench"]
