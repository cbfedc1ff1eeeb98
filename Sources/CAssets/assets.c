#include "CAssets.h"

// The files under Schemas and Cassettes: a test holds the list against the folders.

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char asset0[] = {
#embed "../../Cassettes/purchase-2025/001-paddle-webhook-transaction.completed.json"
};
static const unsigned char asset1[] = {
#embed "../../Cassettes/purchase-2025/002-keygen-POST-licenses.json"
};
static const unsigned char asset2[] = {
#embed "../../Cassettes/purchase-2025/003-paddle-GET-customers.json"
};
static const unsigned char asset3[] = {
#embed "../../Cassettes/purchase-2025/004-ses-POST-outbound-emails.json"
};
static const unsigned char asset4[] = {
#embed "../../Cassettes/purchase-2025/005-paddle-webhook-transaction.completed.json"
};
static const unsigned char asset5[] = {
#embed "../../Cassettes/purchase-2025/006-keygen-GET-licenses.json"
};
static const unsigned char asset6[] = {
#embed "../../Cassettes/purchase-2025/007-keygen-POST-licenses.json"
};
static const unsigned char asset7[] = {
#embed "../../Cassettes/purchase-2025/008-ses-POST-outbound-emails.json"
};
static const unsigned char asset8[] = {
#embed "../../Cassettes/purchase-2025/009-keygen-GET-licenses.json"
};
static const unsigned char asset9[] = {
#embed "../../Cassettes/purchase-2025/cassette.json"
};
static const unsigned char asset10[] = {
#embed "../../Cassettes/purchase-again/001-paddle-webhook-transaction.completed.json"
};
static const unsigned char asset11[] = {
#embed "../../Cassettes/purchase-again/002-paddle-GET-customers.json"
};
static const unsigned char asset12[] = {
#embed "../../Cassettes/purchase-again/003-keygen-GET-licenses.json"
};
static const unsigned char asset13[] = {
#embed "../../Cassettes/purchase-again/004-ses-POST-outbound-emails.json"
};
static const unsigned char asset14[] = {
#embed "../../Cassettes/purchase-again/cassette.json"
};
static const unsigned char asset15[] = {
#embed "../../Cassettes/purchase-lost-answer/001-paddle-webhook-transaction.completed.json"
};
static const unsigned char asset16[] = {
#embed "../../Cassettes/purchase-lost-answer/002-paddle-GET-customers.json"
};
static const unsigned char asset17[] = {
#embed "../../Cassettes/purchase-lost-answer/003-keygen-GET-licenses.json"
};
static const unsigned char asset18[] = {
#embed "../../Cassettes/purchase-lost-answer/004-keygen-POST-licenses.json"
};
static const unsigned char asset19[] = {
#embed "../../Cassettes/purchase-lost-answer/005-keygen-POST-licenses.json"
};
static const unsigned char asset20[] = {
#embed "../../Cassettes/purchase-lost-answer/006-keygen-GET-licenses.json"
};
static const unsigned char asset21[] = {
#embed "../../Cassettes/purchase-lost-answer/007-ses-POST-outbound-emails.json"
};
static const unsigned char asset22[] = {
#embed "../../Cassettes/purchase-lost-answer/cassette.json"
};
static const unsigned char asset23[] = {
#embed "../../Cassettes/purchase/001-paddle-webhook-transaction.completed.json"
};
static const unsigned char asset24[] = {
#embed "../../Cassettes/purchase/002-keygen-POST-licenses.json"
};
static const unsigned char asset25[] = {
#embed "../../Cassettes/purchase/003-paddle-GET-customers.json"
};
static const unsigned char asset26[] = {
#embed "../../Cassettes/purchase/004-ses-POST-outbound-emails.json"
};
static const unsigned char asset27[] = {
#embed "../../Cassettes/purchase/005-paddle-webhook-transaction.completed.json"
};
static const unsigned char asset28[] = {
#embed "../../Cassettes/purchase/006-keygen-GET-licenses.json"
};
static const unsigned char asset29[] = {
#embed "../../Cassettes/purchase/007-keygen-POST-licenses.json"
};
static const unsigned char asset30[] = {
#embed "../../Cassettes/purchase/008-ses-POST-outbound-emails.json"
};
static const unsigned char asset31[] = {
#embed "../../Cassettes/purchase/009-keygen-GET-licenses.json"
};
static const unsigned char asset32[] = {
#embed "../../Cassettes/purchase/cassette.json"
};
static const unsigned char asset33[] = {
#embed "../../Schemas/keygen/openapi.yaml"
};
static const unsigned char asset34[] = {
#embed "../../Schemas/keygen/profile.json"
};
static const unsigned char asset35[] = {
#embed "../../Schemas/paddle/openapi.yaml"
};
static const unsigned char asset36[] = {
#embed "../../Schemas/paddle/profile.json"
};
static const unsigned char asset37[] = {
#embed "../../Schemas/ses/openapi.yaml"
};
static const unsigned char asset38[] = {
#embed "../../Schemas/ses/profile.json"
};

#define ASSET(index, name) {name, asset##index, sizeof asset##index}

static const tapedeck_asset assets[] = {
    ASSET(0, "Cassettes/purchase-2025/001-paddle-webhook-transaction.completed.json"),
    ASSET(1, "Cassettes/purchase-2025/002-keygen-POST-licenses.json"),
    ASSET(2, "Cassettes/purchase-2025/003-paddle-GET-customers.json"),
    ASSET(3, "Cassettes/purchase-2025/004-ses-POST-outbound-emails.json"),
    ASSET(4, "Cassettes/purchase-2025/005-paddle-webhook-transaction.completed.json"),
    ASSET(5, "Cassettes/purchase-2025/006-keygen-GET-licenses.json"),
    ASSET(6, "Cassettes/purchase-2025/007-keygen-POST-licenses.json"),
    ASSET(7, "Cassettes/purchase-2025/008-ses-POST-outbound-emails.json"),
    ASSET(8, "Cassettes/purchase-2025/009-keygen-GET-licenses.json"),
    ASSET(9, "Cassettes/purchase-2025/cassette.json"),
    ASSET(10, "Cassettes/purchase-again/001-paddle-webhook-transaction.completed.json"),
    ASSET(11, "Cassettes/purchase-again/002-paddle-GET-customers.json"),
    ASSET(12, "Cassettes/purchase-again/003-keygen-GET-licenses.json"),
    ASSET(13, "Cassettes/purchase-again/004-ses-POST-outbound-emails.json"),
    ASSET(14, "Cassettes/purchase-again/cassette.json"),
    ASSET(15, "Cassettes/purchase-lost-answer/001-paddle-webhook-transaction.completed.json"),
    ASSET(16, "Cassettes/purchase-lost-answer/002-paddle-GET-customers.json"),
    ASSET(17, "Cassettes/purchase-lost-answer/003-keygen-GET-licenses.json"),
    ASSET(18, "Cassettes/purchase-lost-answer/004-keygen-POST-licenses.json"),
    ASSET(19, "Cassettes/purchase-lost-answer/005-keygen-POST-licenses.json"),
    ASSET(20, "Cassettes/purchase-lost-answer/006-keygen-GET-licenses.json"),
    ASSET(21, "Cassettes/purchase-lost-answer/007-ses-POST-outbound-emails.json"),
    ASSET(22, "Cassettes/purchase-lost-answer/cassette.json"),
    ASSET(23, "Cassettes/purchase/001-paddle-webhook-transaction.completed.json"),
    ASSET(24, "Cassettes/purchase/002-keygen-POST-licenses.json"),
    ASSET(25, "Cassettes/purchase/003-paddle-GET-customers.json"),
    ASSET(26, "Cassettes/purchase/004-ses-POST-outbound-emails.json"),
    ASSET(27, "Cassettes/purchase/005-paddle-webhook-transaction.completed.json"),
    ASSET(28, "Cassettes/purchase/006-keygen-GET-licenses.json"),
    ASSET(29, "Cassettes/purchase/007-keygen-POST-licenses.json"),
    ASSET(30, "Cassettes/purchase/008-ses-POST-outbound-emails.json"),
    ASSET(31, "Cassettes/purchase/009-keygen-GET-licenses.json"),
    ASSET(32, "Cassettes/purchase/cassette.json"),
    ASSET(33, "Schemas/keygen/openapi.yaml"),
    ASSET(34, "Schemas/keygen/profile.json"),
    ASSET(35, "Schemas/paddle/openapi.yaml"),
    ASSET(36, "Schemas/paddle/profile.json"),
    ASSET(37, "Schemas/ses/openapi.yaml"),
    ASSET(38, "Schemas/ses/profile.json"),
};

size_t tapedeck_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const tapedeck_asset *tapedeck_asset_at(size_t index) {
  return index < tapedeck_asset_count() ? &assets[index] : NULL;
}
