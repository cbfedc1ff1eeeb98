#pragma once
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

// libcurl's setters and getters are variadic, which Swift can't call.

static inline CURLcode tapedeck_easy_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode tapedeck_easy_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode tapedeck_easy_set_pointer(CURL *easy, CURLoption option, const void *value) {
  return curl_easy_setopt(easy, option, value);
}
/// For CURLOPT_WRITEFUNCTION, CURLOPT_HEADERFUNCTION and CURLOPT_READFUNCTION, which have the same type.
static inline CURLcode tapedeck_easy_set_bytes_function(CURL *easy, CURLoption option, curl_write_callback function) {
  return curl_easy_setopt(easy, option, function);
}
static inline CURLcode tapedeck_easy_set_prereq_function(CURL *easy, curl_prereq_callback function) {
  return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, function);
}
static inline CURLcode tapedeck_easy_set_trailer_function(CURL *easy, curl_trailer_callback function) {
  return curl_easy_setopt(easy, CURLOPT_TRAILERFUNCTION, function);
}
static inline CURLcode tapedeck_easy_set_socket_functions(
    CURL *easy, curl_opensocket_callback opening, curl_closesocket_callback closing) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, opening);
  return code ? code : curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, closing);
}
static inline CURLcode tapedeck_easy_get_long(CURL *easy, CURLINFO info, long *value) {
  return curl_easy_getinfo(easy, info, value);
}
static inline CURLcode tapedeck_easy_get_offset(CURL *easy, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(easy, info, value);
}
static inline CURLcode tapedeck_easy_get_pointer(CURL *easy, CURLINFO info, void **value) {
  return curl_easy_getinfo(easy, info, value);
}
static inline CURLMcode tapedeck_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}
static inline CURLMcode tapedeck_multi_set_functions(
    CURLM *multi, curl_socket_callback socket, curl_multi_timer_callback timer, void *data) {
  CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, socket);
  if (!code) code = curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, data);
  if (!code) code = curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, timer);
  return code ? code : curl_multi_setopt(multi, CURLMOPT_TIMERDATA, data);
}
/// The result of a finished transfer; it is in a union.
static inline CURLcode tapedeck_message_result(const CURLMsg *message) {
  return message->data.result;
}
