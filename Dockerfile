# ddsm with TensorFlow for the CPU, built from the package registries alone.
#
#   docker build --tag ddsm .
#   docker run --rm --volume "$PWD:/work" ddsm run my.yaml
#
# For a GPU: `--build-arg DDSM_DEVICE=gpu` fetches the CUDA build (5 GB on disk), and `docker run --gpus all` hands the card in.
FROM node:22-bookworm-slim AS packed
WORKDIR /source
COPY . .
RUN npm ci --ignore-scripts && npm pack --pack-destination /tmp

FROM node:22-bookworm-slim
RUN apt-get update \
  && apt-get install --yes --no-install-recommends python3 python3-pip g++ \
  && rm -rf /var/lib/apt/lists/*
ENV XDG_CACHE_HOME=/opt/cache
ARG DDSM_DEVICE=cpu
COPY --from=packed /tmp/ddsm-*.tgz /tmp/
RUN npm install --global /tmp/ddsm-*.tgz && rm /tmp/ddsm-*.tgz
# The runtime is fetched and built now, and kept where every user of the container can read it. For a GPU doctor ends with an
# error where the building machine has none; what it fetched stays.
RUN DDSM_DEVICE=$DDSM_DEVICE ddsm doctor --fix || [ "$DDSM_DEVICE" = gpu ]
WORKDIR /work
ENTRYPOINT ["ddsm"]
CMD ["--help"]
