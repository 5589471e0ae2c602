# syntax=docker/dockerfile:1
FROM python:3.11-slim AS build
WORKDIR /src
RUN python -m venv /opt/citewire
COPY requirements.lock .
RUN /opt/citewire/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY digests digests
COPY prompts prompts
COPY config config
RUN /opt/citewire/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/citewire citewire
COPY --from=build /opt/citewire /opt/citewire
ENV PATH=/opt/citewire/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    CITEWIRE_DATA_DIR=/var/lib/citewire
USER citewire
WORKDIR /var/lib/citewire
VOLUME /var/lib/citewire
HEALTHCHECK --interval=60s --timeout=20s --start-period=20s CMD ["citewire", "doctor", "--database-only"]
ENTRYPOINT ["citewire"]
CMD ["doctor"]
