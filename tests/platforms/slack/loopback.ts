// Preloaded into the stand-in, a Bun program that would listen on all interfaces.
const serve = Bun.serve;
(Bun as any).serve = (options: any) => serve({ ...options, hostname: "127.0.0.1" });
