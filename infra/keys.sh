#!/usr/bin/env sh
# Makes the keys that are not in the vault yet. One that is there is never changed: docs/operating.md says how keys rotate.
# Needs the Azure CLI, signed in, and KEY_VAULT_NAME.
set -eu
: "${KEY_VAULT_NAME:?is missing: output KEY_VAULT_NAME of infra/main.bicep}"

for name in storage-hash-key codes-key-k1; do
  found=$(az keyvault secret list --vault-name "$KEY_VAULT_NAME" --query "[?name=='$name'].name" --output tsv)
  if [ -z "$found" ]; then
    az keyvault secret set --vault-name "$KEY_VAULT_NAME" --name "$name" --value "$(openssl rand -base64 32)" --output none
    echo "Made the key $name."
  fi
done
