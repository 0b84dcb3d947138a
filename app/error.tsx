"use client";

/**
 * Something broke on the server while showing a page. The words stand here in the three languages, since what gives a
 * page its language may be what broke.
 */
export default function ErrorPage({ reset }: { reset: () => void }) {
  return (
    <div className="page-narrow grid gap-4">
      <h1>
        <span lang="zh-CN">{"\u9875\u9762\u6682\u65f6\u6253\u4e0d\u5f00"}</span> ·{" "}
        <span lang="zh-TW">{"\u9801\u9762\u66ab\u6642\u6253\u4e0d\u958b"}</span> ·{" "}
        <span lang="en">This page does not open just now</span>
      </h1>
      <button type="button" className="btn justify-self-start" onClick={reset}>
        {"\u91cd\u8bd5"} · {"\u91cd\u8a66"} · Try again
      </button>
    </div>
  );
}
