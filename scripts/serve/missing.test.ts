import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { answerMissing } from "./missing.ts";

test("a page that broke is words, also without scripts; what is no page is left as it is", async () => {
  const server = createServer((request, response) => {
    answerMissing(server, request, response);
    response.setHeader("Content-Type", request.url === "/page" ? "text/html; charset=utf-8" : "application/json");
    response.statusCode = 500;
    response.write("<html id=x>");
    response.end("</html>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const page = await fetch(`${at}/page`);
  const html = await page.text();
  expect([page.status, page.headers.get("cache-control")]).toEqual([500, "private, no-store"]);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  for (const words of ["页面暂时打不开", "頁面暫時打不開", "does not open just now"]) expect(html).toContain(words);
  expect(html).not.toContain("<script");
  expect(await (await fetch(`${at}/json`)).text()).toBe("<html id=x></html>");
  server.close();
});
