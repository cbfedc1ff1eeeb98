#pragma once
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// Macros, and what macros make of variadic functions; Swift sees neither.

static inline EVP_PKEY *tapedeck_generate_ec_key(const char *curve) { return EVP_EC_gen(curve); }

static const uint64_t tapedeck_no_compression = SSL_OP_NO_COMPRESSION;
static const uint64_t tapedeck_no_renegotiation = SSL_OP_NO_RENEGOTIATION;
static const uint64_t tapedeck_no_tickets = SSL_OP_NO_TICKET;
