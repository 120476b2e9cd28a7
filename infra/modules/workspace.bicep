metadata description = 'The workspace of logs, traces and metrics. It is written twice: what changes records on their way in needs it, and it needs that.'

@description('Its name.')
param name string

@description('Its region.')
param location string

@description('Its tags.')
param tags object

@description('Days for which telemetry is kept.')
param retentionInDays int

@description('What changes records on their way in, once it is there.')
param dataCollectionRuleId string?

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionInDays
    features: { disableLocalAuth: true }
    defaultDataCollectionRuleResourceId: dataCollectionRuleId
  }
}

@description('Its id.')
output id string = workspace.id
