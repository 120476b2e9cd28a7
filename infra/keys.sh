#!/usr/bin/env sh
# Makes the keys that are not in the vault yet. One that is there is never changed: docs/operating.md says how keys rotate.
# Needs the Azure CLI, signed in, KEY_VAULT_NAME, and while a key rotates CODES_KEYS: the ids of codes' keys, by commas.
set -eu
: "${KEY_VAULT_NAME:?is missing: output KEY_VAULT_NAME of infra/main.bicep}"

# The right to the vault, which the deployment gave a moment ago, takes minutes to be known everywhere.
tries=0
until az keyvault secret list --vault-name "$KEY_VAULT_NAME" --output none 2>/dev/null; do
  tries=$((tries + 1))
  if [ "$tries" -eq 20 ]; then
    # Says why.
    az keyvault secret list --vault-name "$KEY_VAULT_NAME" --output none
  fi
  sleep 15
done

for name in storage-hash-key $(echo "${CODES_KEYS:-k1}" | tr ',' '\n' | sed 's/^/codes-key-/'); do
  found=$(az keyvault secret list --vault-name "$KEY_VAULT_NAME" --query "[?name=='$name'].name" --output tsv)
  if [ -z "$found" ]; then
    az keyvault secret set --vault-name "$KEY_VAULT_NAME" --name "$name" --value "$(openssl rand -base64 32)" --output none
    echo "Made the key $name."
  fi
done
