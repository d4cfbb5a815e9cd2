# One image for every program of the house; docker-compose.yml says which of them a container runs.

FROM node:24-slim AS bundled
WORKDIR /house
COPY package.json package-lock.json .npmrc ./
# Not `npm ci`: bin/ensure-installed.js says why.
RUN npm install --no-save --ignore-scripts
# .dockerignore lets in what the programs are made of, and nothing else.
COPY . .
RUN ["node", "bin/build.js"]

# A bundle holds every package that its program needs: nothing is installed here.
FROM node:24-slim
ENV NODE_ENV=production
# Newer versions of Node let each process hold 100 MB of young objects, which none of ours has.
ENV NODE_OPTIONS=--max-semi-space-size=8
WORKDIR /house
COPY package.json ./
COPY bin/ready.js ./bin/
COPY directory/organisations.json directory/coalition.json ./directory/
COPY schema ./schema
COPY --from=bundled /house/dist ./dist
# Where volumes of signing keys, and of the gateway's copy of the directory, are mounted: a new one belongs to whom its
# folder in the image belongs to.
RUN install --directory --owner=node --mode=700 /state /keys
USER node
EXPOSE 4000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --start-interval=2s --retries=3 \
  CMD ["node", "bin/ready.js"]
CMD ["node", "dist/gateway/main.js"]
