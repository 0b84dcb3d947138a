import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { answerMissing } from "./missing.ts";

test("a page to which only a part of a form came says so, and is no fault of ours", async () => {
  const server = createServer((request, response) => {
    answerMissing(server, request, response);
    request.resume().on("end", () => {
      response.setHeader("Content-Type", "text/plain; charset=utf-8");
      response.setHeader("Content-Length", 21);
      response.statusCode = 500;
      response.end("Internal Server Error");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const post = (body: string, type = "multipart/form-data; boundary=x") =>
    fetch(at, { method: "POST", body, headers: { "content-type": type } });
  const part = '--x\r\nContent-Disposition: form-data; name="body"\r\n\r\nThe lift';
  const short = await post(part);
  expect([short.status, short.headers.get("content-type")]).toEqual([400, "text/plain; charset=utf-8"]);
  expect(await short.text()).toContain("did not arrive whole");
  expect((await post(`${part}\r\n--x--\r\n`)).status).toBe(500);
  expect((await post(part, 'multipart/form-data; boundary="x"')).status).toBe(400);
  expect((await post("a=b", "application/x-www-form-urlencoded")).status).toBe(500);
  server.close();
});

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
