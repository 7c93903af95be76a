# The plain-JavaScript worker that the bench measures the edge against.
# Start it as the edge: --directory-path=state=DIR, --socket-addr=http=HOST:PORT
# and the edge's variables in the environment.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "plain", worker = .plain),
    (name = "state", disk = (writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "plain")],
);

const plain :Workerd.Worker = (
  modules = [
    (name = "worker.js", esModule = embed "worker.js"),
    (name = "keys.js", esModule = embed "keys.js"),
    (name = "message.js", esModule = embed "message.js"),
    (name = "submission.js", esModule = embed "submission.js"),
    (name = "ledger.js", esModule = embed "ledger.js"),
    (name = "rows.js", esModule = embed "rows.js"),
    (name = "rates.js", esModule = embed "rates.js"),
    (name = "campaign.js", esModule = embed "campaign.js"),
    # The edge's own schemas: both write the same rows.
    (name = "ledger.sql", text = embed "../../edge/migrations/ledger/0001_ledger.sql"),
    (name = "rates.sql", text = embed "../../edge/migrations/ledger/0002_rates.sql"),
    (name = "campaign.sql", text = embed "../../edge/migrations/campaign/0001_campaign.sql"),
  ],
  compatibilityDate = "2026-11-01",
  durableObjectNamespaces = [
    (className = "LedgerDo", uniqueKey = "plain-LedgerDo", enableSql = true),
    (className = "CampaignDo", uniqueKey = "plain-CampaignDo", enableSql = true),
  ],
  durableObjectStorage = (localDisk = "state"),
  bindings = [
    (name = "LEDGER", durableObjectNamespace = (className = "LedgerDo")),
    (name = "CAMPAIGN", durableObjectNamespace = (className = "CampaignDo")),
    (name = "UNDERSIGNED_AUTHORITIES", fromEnvironment = "UNDERSIGNED_AUTHORITIES"),
    (name = "UNDERSIGNED_MASTER_K1", fromEnvironment = "UNDERSIGNED_MASTER_K1"),
    (name = "UNDERSIGNED_DEDUP_MASTER", fromEnvironment = "UNDERSIGNED_DEDUP_MASTER"),
    (name = "UNDERSIGNED_ORGANIZER_TOKEN", fromEnvironment = "UNDERSIGNED_ORGANIZER_TOKEN"),
  ],
);
