#!/usr/bin/env sh
# Subscribes the application, which must be answering, to what becomes of its text messages.
# Needs the Azure CLI, signed in, and the outputs of infra/main.bicep in the environment.
set -eu
: "${AZURE_RESOURCE_GROUP:?is missing: output AZURE_RESOURCE_GROUP of infra/main.bicep}"
az deployment group create --resource-group "$AZURE_RESOURCE_GROUP" --name delivery-reports \
  --parameters "$(dirname "$0")/delivery-reports.bicepparam" --output none
echo 'Delivery reports are subscribed to.'
