# The house in a container: one image for pages, hands and clock (docker-compose.yml).
FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 PYTHONPATH=/app STATIC_MANIFEST=1
WORKDIR /app
COPY requirements.lock .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY . .
RUN DEBUG=0 SECRET_KEY=for-this-step-only python manage.py collectstatic --noinput --verbosity 0 \
    && useradd --system --no-create-home cite
USER cite
EXPOSE 8000
