# Build:  docker build -t canmou .
# Run:    docker run -d -e CANMOU_TELEGRAM__TOKEN -v canmou:/data canmou
# A config.toml in the volume's root is read; everything the office owns stays in the volume.

FROM python:3.11-slim AS build
# Name an index of CPU builds here when pip's usual one has torch only for accelerators (several GB).
ARG PIP_EXTRA_INDEX_URL
ENV PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/canmou/venv
ENV PATH=/opt/canmou/venv/bin:$PATH
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.cache/pip pip install -c constraints.txt .
RUN canmou prepare --model-dir /opt/canmou/models

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 canmou && install -d -o canmou -g canmou /data
COPY --from=build /opt/canmou /opt/canmou
ENV PATH=/opt/canmou/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    CANMOU_STORAGE__DATA_DIR=/data \
    CANMOU_EMBEDDING__MODEL_DIR=/opt/canmou/models \
    MPLCONFIGDIR=/data/matplotlib
USER canmou
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=1m --timeout=30s --start-period=1m CMD ["canmou", "check"]
CMD ["canmou", "run"]
