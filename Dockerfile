# One process of the product: slim, without rights of its own, on a file system that is only read.
#
#   docker build --tag european-security-shifts .
#   docker run --rm --read-only --tmpfs /tmp --publish 127.0.0.1:8501:8501 european-security-shifts
#
# compose.yaml starts two of them behind nginx.

FROM python:3.11-slim-bookworm AS packages
COPY requirements.txt /
RUN python -m venv /packages \
    && /packages/bin/pip install --no-cache-dir --disable-pip-version-check --requirement /requirements.txt

FROM python:3.11-slim-bookworm
ENV PATH=/packages/bin:$PATH HOME=/tmp MPLCONFIGDIR=/tmp PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
COPY --from=packages /packages /packages
WORKDIR /product
COPY requirements.txt ./
COPY geo geo
COPY data data
COPY dashboard dashboard
# Nothing can be compiled later: the product's files are another user's.
RUN python -m compileall -q geo data dashboard \
    && install --directory --owner 10001 --group 10001 --mode 700 /reports
USER 10001:10001
EXPOSE 8501
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request as web; below = os.environ.get('STREAMLIT_SERVER_BASE_URL_PATH', '').strip('/'); web.urlopen(f'http://127.0.0.1:8501/{below}'.rstrip('/') + '/health', timeout=4)"]
CMD ["python", "-m", "dashboard", "--server.address=0.0.0.0", "--server.port=8501"]
