import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import {
  definitionDocument,
  discoveryDocument,
  filedDocument,
  requestsDocument,
  servicesDocument,
  tokenDocument,
  updatesDocument,
} from "./answers.ts";
import { asJson, asXml, type Document, listOf } from "./document.ts";
import { errorsDocument } from "./fault.ts";

// The examples of the specification, https://wiki.open311.org/GeoReport_v2 and /Service_Discovery, read by a parser that is
// not ours. (Where their JSON is no JSON, as in "service_code":001, codes are texts here, as the examples' own text says.)
const parser = new XMLParser({ parseTagValue: false, ignoreDeclaration: true, trimValues: true });
const read = (xml: string): unknown => parser.parse(xml);
const same = (document: Document, xml: string) => expect(read(asXml(document))).toEqual(read(xml));

describe("the specification's own examples", () => {
  test("services", () => {
    const services = [
      {
        code: "001",
        name: "Cans left out 24x7",
        description:
          "Garbage or recycling cans that have been left out for more than 24 hours after collection. Violators will be cited.",
        metadata: true,
        keywords: ["lorem", "ipsum", "dolor"],
        group: "sanitation",
      },
      {
        code: "002",
        name: "Construction plate shifted",
        description: "Metal construction plate covering the street or sidewalk has been moved.",
        metadata: true,
        keywords: ["lorem", "ipsum", "dolor"],
        group: "street",
      },
    ];
    same(
      servicesDocument(services),
      `<?xml version="1.0" encoding="utf-8"?>
      <services>
        <service>
          <service_code>001</service_code>
          <service_name>Cans left out 24x7</service_name>
          <description>Garbage or recycling cans that have been left out for more than 24 hours after collection. Violators will be cited.</description>
          <metadata>true</metadata>
          <type>realtime</type>
          <keywords>lorem, ipsum, dolor</keywords>
          <group>sanitation</group>
        </service>
        <service>
          <service_code>002</service_code>
          <metadata>true</metadata>
          <type>realtime</type>
          <keywords>lorem, ipsum, dolor</keywords>
          <group>street</group>
          <service_name>Construction plate shifted</service_name>
          <description>Metal construction plate covering the street or sidewalk has been moved.</description>
        </service>
      </services>`,
    );
    expect(JSON.parse(asJson(servicesDocument(services)))[0]).toEqual({
      service_code: "001",
      service_name: "Cans left out 24x7",
      description:
        "Garbage or recycling cans that have been left out for more than 24 hours after collection. Violators will be cited.",
      metadata: true,
      type: "realtime",
      keywords: "lorem, ipsum, dolor",
      group: "sanitation",
    });
  });

  test("a service definition", () => {
    const document = definitionDocument("DMV66", [
      {
        code: "WHISHETN",
        datatype: "singlevaluelist",
        required: true,
        hint: "",
        order: 1,
        description: "What is the ticket/tag/DL number?",
        values: [
          { key: "123", name: "Ford" },
          { key: "124", name: "Chrysler" },
        ],
      },
    ]);
    same(
      document,
      `<?xml version="1.0" encoding="utf-8"?>
      <service_definition>
        <service_code>DMV66</service_code>
        <attributes>
          <attribute>
            <variable>true</variable>
            <code>WHISHETN</code>
            <datatype>singlevaluelist</datatype>
            <required>true</required>
            <datatype_description></datatype_description>
            <order>1</order>
            <description>What is the ticket/tag/DL number?</description>
            <values>
              <value><key>123</key><name>Ford</name></value>
              <value><key>124</key><name>Chrysler</name></value>
            </values>
          </attribute>
        </attributes>
      </service_definition>`,
    );
    expect(JSON.parse(asJson(document))).toEqual({
      service_code: "DMV66",
      attributes: [
        {
          variable: true,
          code: "WHISHETN",
          datatype: "singlevaluelist",
          required: true,
          datatype_description: null,
          order: 1,
          description: "What is the ticket/tag/DL number?",
          values: [
            { key: "123", name: "Ford" },
            { key: "124", name: "Chrysler" },
          ],
        },
      ],
    });
  });

  const notice =
    "The City will inspect and require the responsible party to correct within 24 hours and/or issue a Correction Notice or Notice of Violation of the Public Works Code";

  test("what a filed request is answered with", () => {
    const document = filedDocument({ id: "293944", notice, account: null });
    same(
      document,
      `<?xml version="1.0" encoding="utf-8"?>
      <service_requests>
        <request>
          <service_request_id>293944</service_request_id>
          <service_notice>
            ${notice}
          </service_notice>
          <account_id/>
        </request>
      </service_requests>`,
    );
    expect(JSON.parse(asJson(document))).toEqual([
      { service_request_id: "293944", service_notice: notice, account_id: null },
    ]);
  });

  test("a token", () => {
    const document = tokenDocument({ id: "638344", token: "12345" });
    same(
      document,
      `<?xml version="1.0" encoding="utf-8"?>
      <service_requests><request><service_request_id>638344</service_request_id><token>12345</token></request></service_requests>`,
    );
    expect(JSON.parse(asJson(document))).toEqual([{ service_request_id: "638344", token: "12345" }]);
  });

  test("requests", () => {
    const at = (text: string) => new Date(text);
    const document = requestsDocument(
      [
        {
          id: "638344",
          status: "closed",
          notes: "Duplicate request.",
          serviceName: "Sidewalk and Curb Issues",
          serviceCode: "006",
          description: null,
          agency: null,
          notice: null,
          requestedAt: at("2010-04-14T14:37:38Z"),
          updatedAt: at("2010-04-14T14:37:38Z"),
          expectedAt: at("2010-04-15T14:37:38Z"),
          address: "8TH AVE and JUDAH ST",
          addressId: "545483",
          zipcode: "94122",
          lat: 37.762221815,
          long: -122.4651145,
          mediaUrl: "http://city.gov.s3.amazonaws.com/requests/media/638344.jpg",
        },
      ],
      // (The examples' -08:00, which has no summer.)
      "Etc/GMT+8",
    );
    same(
      document,
      `<?xml version="1.0" encoding="utf-8"?>
      <service_requests>
        <request>
          <service_request_id>638344</service_request_id>
          <status>closed</status>
          <status_notes>Duplicate request.</status_notes>
          <service_name>Sidewalk and Curb Issues</service_name>
          <service_code>006</service_code>
          <description></description>
          <agency_responsible></agency_responsible>
          <service_notice></service_notice>
          <requested_datetime>2010-04-14T06:37:38-08:00</requested_datetime>
          <updated_datetime>2010-04-14T06:37:38-08:00</updated_datetime>
          <expected_datetime>2010-04-15T06:37:38-08:00</expected_datetime>
          <address>8TH AVE and JUDAH ST</address>
          <address_id>545483</address_id>
          <zipcode>94122</zipcode>
          <lat>37.762221815</lat>
          <long>-122.4651145</long>
          <media_url>http://city.gov.s3.amazonaws.com/requests/media/638344.jpg </media_url>
        </request>
      </service_requests>`,
    );
    expect(JSON.parse(asJson(document))).toEqual([
      expect.objectContaining({
        service_request_id: "638344",
        status: "closed",
        description: null,
        requested_datetime: "2010-04-14T06:37:38-08:00",
        lat: 37.762221815,
        long: -122.4651145,
      }),
    ]);
  });

  test("an error", () => {
    const sentence = "Invalid api_key received -- can't proceed with create_request.";
    const document = errorsDocument([{ code: "key_wrong" }], () => sentence);
    same(
      document,
      `<?xml version="1.0" encoding="utf-8"?>
      <errors><error><code>403</code><description>${sentence}</description></error></errors>`,
    );
    expect(JSON.parse(asJson(document))).toEqual([{ code: 403, description: sentence }]);
  });

  test("discovery", () => {
    const document = discoveryDocument({
      changeset: "2011-02-03 14:18",
      contact: "You can email or call for assistance api@mycity.org +1 (555) 555-5555",
      keyService: "You can request a key here: http://api.mycity.gov/api_key/request",
      endpoints: [{ url: "http://open311.mycity.gov/test/v2", changeset: "2010-10-02 09:01", type: "test" }],
    });
    same(
      document,
      `<?xml version="1.0" encoding="UTF-8"?>
      <discovery>
        <changeset>2011-02-03 14:18</changeset>
        <contact>You can email or call for assistance api@mycity.org +1 (555) 555-5555</contact>
        <key_service>You can request a key here: http://api.mycity.gov/api_key/request</key_service>
        <endpoints>
          <endpoint>
            <specification>http://wiki.open311.org/GeoReport_v2</specification>
            <url>http://open311.mycity.gov/test/v2</url>
            <changeset>2010-10-02 09:01</changeset>
            <type>test</type>
            <formats><format>text/xml</format><format>application/json</format></formats>
          </endpoint>
        </endpoints>
      </discovery>`,
    );
    expect(JSON.parse(asJson(document)).endpoints[0].formats).toEqual(["text/xml", "application/json"]);
  });

  test("an update of mySociety's extension", () => {
    const document = updatesDocument(
      [
        {
          id: "2_f57de23c",
          request: "2",
          status: "closed",
          at: new Date("2025-11-18T09:00:00Z"),
          description: "",
        },
      ],
      "UTC",
    );
    expect(JSON.parse(asJson(document))).toEqual([
      {
        update_id: "2_f57de23c",
        service_request_id: "2",
        status: "closed",
        updated_datetime: "2025-11-18T09:00:00+00:00",
        description: null,
        media_url: null,
      },
    ]);
  });
});

describe("whatever somebody wrote", () => {
  test("is well-formed XML, and reads back as it was, but for what XML cannot hold", () => {
    const exact = new XMLParser({ parseTagValue: false, ignoreDeclaration: true, trimValues: false });
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 60 }), (text) => {
        const xml = asXml({ root: "a", value: { b: text } });
        expect(XMLValidator.validate(xml)).toBe(true);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
        const kept = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, "\ufffd");
        const back = (exact.parse(xml) as { a: { b: string } }).a.b;
        expect(back.replace(/&#13;/g, "\r")).toBe(kept);
      }),
    );
  });

  test("markup stays text", () => {
    const xml = asXml({ root: "a", value: listOf("b", ["</b><c>&amp;]]>", "<!DOCTYPE x [<!ENTITY y SYSTEM 'z'>]>"]) });
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(read(xml)).toEqual({ a: { b: ["</b><c>&amp;]]>", "<!DOCTYPE x [<!ENTITY y SYSTEM 'z'>]>"] } });
  });
});
